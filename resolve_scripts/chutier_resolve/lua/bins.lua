-- Chutier, executor in Lua: bins, reading the tree and making what is missing.
-- Part of a script that chutier generates; it is generated from nothing else and may be read here as it stands.
-- Uses: data, safe, Session.

local Bins = {}
Bins.__index = Bins

-- The bins as they are now. Two of one name in one place are both kept, and neither can be used.
function Bins.read(session)
  local root = safe.steady(session:pool(), "GetRootFolder")
  if root == nil then safe.lose("gone") end
  -- `at`: folders by the key of their path; `order`: paths (lists of names) as they were met.
  local tree = setmetatable({ session = session, at = { [""] = { root } }, order = { {} }, refused = {} }, Bins)
  local waiting = { { {}, root } }
  while #waiting > 0 do
    local path, folder = unpack(table.remove(waiting))
    for _, child in ipairs(safe.listed_of(folder, "GetSubFolderList")) do
      local here = { unpack(path) }
      here[#here + 1] = data.nfc(tree:name_in(path, child))
      tree:add(here, child)
      waiting[#waiting + 1] = { here, child }
    end
  end
  return tree
end

-- A bin that does not say its name would be made a second time.
function Bins:name_in(path, folder)
  local name = safe.name_of(folder)
  if name then return name end
  self.session:check_alive()
  safe.fail("unreadable", table.concat(path, " / "))
end

function Bins:add(path, folder)
  local key = Session.key(path)
  self.at[key] = self.at[key] or {}
  table.insert(self.at[key], folder)
  self.order[#self.order + 1] = path
end

local function above(path, depth)
  return { unpack(path, 1, depth) }
end

-- The one bin of this path; fails with `no-bin` or `doubled-bin` (it, or one that it lies in).
function Bins:find(path)
  for depth = 0, #path do
    local found = self.at[Session.key(above(path, depth))] or {}
    if #found ~= 1 then
      local names = {}
      for place = 1, depth do names[place] = data.nfc(path[place]) end
      safe.fail(#found > 0 and "doubled-bin" or "no-bin", table.concat(names, " / "))
    end
  end
  return self.at[Session.key(path)][1]
end

-- Make the bin, and what it lies in, unless it is there; whether anything was made.
function Bins:ensure(path)
  local made = false
  for depth = 1, #path do
    local here = above(path, depth)
    if not self.at[Session.key(here)] then
      self:make(here)
      made = true
    end
    self:find(here)
  end
  return made
end

local function child_of(parent, name)
  for _, child in ipairs(safe.listed_of(parent, "GetSubFolderList")) do
    if data.nfc(safe.name_of(child) or "") == name then return child end
  end
end

function Bins:make(path)
  local key, name = Session.key(path), data.nfc(path[#path])
  if self.refused[key] then error(self.refused[key], 0) end
  local parent = self:find(above(path, #path - 1))
  local made = safe.call(self.session:pool(), "AddSubFolder", parent, path[#path])
  local found = safe.name_of(made)
  if found == nil or data.nfc(found) ~= name then
    -- It may have been made all the same: asking again would make a twin.
    made = child_of(parent, name)
  end
  if made == nil then
    self.session:check_alive()
    self.refused[key] = { failed = true, why = found and "other-name" or "refused", detail = found or "" }
    error(self.refused[key], 0)
  end
  self:add(path, made)
end

-- `paths`: bins to be there.
function Bins.perform(session, args, answer)
  answer.bins = data.list()
  session:as_found(function()
    local tree = Bins.read(session)
    for place, path in ipairs(args.paths) do
      answer.bins[place] = session:told(function() return tree:ensure(path) end)
    end
  end)
end

return Bins
