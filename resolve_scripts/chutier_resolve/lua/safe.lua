-- Chutier, executor in Lua: talking to Resolve's objects without trusting them.
-- Part of a script that chutier generates; it is generated from nothing else and may be read here as it stands.
-- A call may answer nil, false, 0 or an error text where a value was promised. Everything here turns that into values,
-- or into one of two errors: `failed` (one item, for a reason with a code) and `lost` (nothing more can be done).
-- Uses: data.

local safe = {}

function safe.fail(why, detail)
  error({ failed = true, why = why, detail = detail or "" }, 0)
end

function safe.lose(code, detail)
  error({ lost = true, code = code, detail = detail or "" }, 0)
end

-- What `act` answers; or nil and the failure. Whatever else goes wrong goes on to the one who called.
function safe.attempt(act, ...)
  local fine, value = pcall(act, ...)
  if fine then return value end
  if type(value) == "table" and value.failed then return nil, value end
  error(value, 0)
end

-- Whether this build offers a method.
function safe.has(thing, name)
  local fine, found = pcall(function() return thing[name] end)
  return fine and type(found) == "function"
end

-- A constant of the live handle, nil where the build has none. A missing one may come back as a function.
function safe.constant(thing, name)
  local fine, found = pcall(function() return thing[name] end)
  if fine and (type(found) == "number" or type(found) == "string") then return found end
  return nil
end

function safe.call(thing, name, ...)
  if thing == nil then safe.fail("error", name .. ": the object is gone") end
  local fine, value = pcall(function(...) return thing[name](thing, ...) end, ...)
  if not fine then safe.fail("error", name .. ": " .. tostring(value)) end
  return value
end

-- What a reading method answers; asked a second time where it answers nothing, as a busy program may.
function safe.steady(thing, name, ...)
  local found = safe.call(thing, name, ...)
  if found == nil or found == false then return safe.call(thing, name, ...) end
  return found
end

function safe.call_or_nil(thing, name, ...)
  return (safe.attempt(safe.call, thing, name, ...))
end

-- The same, asked twice.
function safe.steady_or_nil(thing, name)
  local found = safe.call_or_nil(thing, name)
  if found == nil then return safe.call_or_nil(thing, name) end
  return found
end

-- What nothing can be done without.
function safe.steady_or_lose(thing, name)
  local found = safe.steady_or_nil(thing, name)
  if found == nil then safe.lose("gone") end
  return found
end

-- A list without holes, whatever the build answers: nil for an empty one, nothing where an item did not come.
function safe.listed(value)
  local found = {}
  if type(value) ~= "table" then return found end
  for _, key in ipairs(data.sorted_keys(value)) do found[#found + 1] = value[key] end
  return found
end

-- The list that a method answers. An empty one is asked for again: taken on trust it would have us make anew what is
-- there already.
function safe.listed_of(thing, name, ...)
  local found = safe.listed(safe.call(thing, name, ...))
  if #found > 0 then return found end
  return safe.listed(safe.call(thing, name, ...))
end

-- A table, empty for whatever else came.
function safe.mapped(value)
  return type(value) == "table" and value or {}
end

-- A text that an object must have, asked for twice.
local function said(thing, name)
  for _ = 1, 2 do
    local fine, found = pcall(function() return thing[name](thing) end)
    if fine and type(found) == "string" then return found end
  end
end

-- What an object says it is called; nil when it does not answer (a stale handle, or a bare true).
function safe.name_of(thing)
  return said(thing, "GetName")
end

-- The program's own id of an object, empty when it does not answer.
function safe.identity(thing)
  return said(thing, "GetUniqueId") or ""
end

function safe.text_of(thing, name, ...)
  return data.text(safe.call(thing, name, ...))
end

function safe.steady_text(thing, name, ...)
  return data.text(safe.steady(thing, name, ...))
end

return safe
