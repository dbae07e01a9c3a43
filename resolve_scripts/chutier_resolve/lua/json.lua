-- Chutier, executor in Lua: JSON out of the executor's answers, in ASCII.
-- Part of a script that chutier generates; it is generated from nothing else and may be read here as it stands.
-- Uses: data.

local json = {}

local NAMED = { ['"'] = '\\"', ["\\"] = "\\\\", ["\n"] = "\\n", ["\r"] = "\\r", ["\t"] = "\\t" }

-- UTF-16 as JSON wants it: one unit, or a pair beyond the first plane.
local function escaped(code)
  if code < 0x10000 then return string.format("\\u%04x", code) end
  local rest = code - 0x10000
  return string.format("\\u%04x\\u%04x", 0xD800 + math.floor(rest / 0x400), 0xDC00 + rest % 0x400)
end

-- A byte that is no UTF-8 becomes Python's surrogate escape, so that a path of another encoding comes home whole.
local function stray(bytes)
  return (bytes:gsub(".", function(byte) return escaped(0xDC00 + byte:byte()) end))
end

local LEAST = { 0, 0x80, 0x800, 0x10000 }

local function decoded(letter)
  local first = letter:byte(1)
  local size = first > 0xF4 and 1 or first >= 0xF0 and 4 or first >= 0xE0 and 3 or first >= 0xC2 and 2 or 1
  if size == 1 or #letter < size then return stray(letter) end
  local code = first % (2 ^ (7 - size))
  for place = 2, size do code = code * 64 + letter:byte(place) % 64 end
  local surrogate = code >= 0xD800 and code <= 0xDFFF
  if code < LEAST[size] or code > 0x10FFFF or surrogate then return stray(letter) end
  return escaped(code) .. stray(letter:sub(size + 1))
end

local function text(value)
  local plain = value:gsub('[%z\1-\31"\\\127]', function(letter)
    return NAMED[letter] or string.format("\\u%04x", letter:byte())
  end)
  -- A lead byte with what follows it, then the continuation bytes that belong to nobody.
  plain = plain:gsub("[\192-\255][\128-\191]*", decoded)
  return '"' .. plain:gsub("[\128-\255]+", stray) .. '"'
end

local function number(value)
  if value ~= value or value == math.huge or value == -math.huge then return "null" end
  if value == math.floor(value) and math.abs(value) < 2 ^ 53 then return string.format("%.0f", value) end
  return string.format("%.17g", value)
end

local encode

local function array(items)
  local parts = {}
  for place, item in ipairs(items) do parts[place] = encode(item) end
  return "[" .. table.concat(parts, ",") .. "]"
end

local function object(map)
  local parts = {}
  for _, key in ipairs(data.sorted_keys(map)) do
    parts[#parts + 1] = text(data.text(key)) .. ":" .. encode(map[key])
  end
  return "{" .. table.concat(parts, ",") .. "}"
end

encode = function(value)
  local kind = type(value)
  if value == nil or value == data.null then return "null" end
  if kind == "boolean" then return tostring(value) end
  if kind == "number" then return number(value) end
  if kind == "string" then return text(value) end
  if kind ~= "table" then return text(tostring(value)) end
  if data.is_list(value) or #value > 0 then return array(value) end
  return object(value)
end

json.encode = encode

return json
