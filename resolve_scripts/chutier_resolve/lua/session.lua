-- Chutier, executor in Lua: one open project, as the operations see it.
-- Part of a script that chutier generates; it is generated from nothing else and may be read here as it stands.
-- Uses: data, safe.

local Session = {}
Session.__index = Session

-- The third-party metadata that holds the catalogue's clip id.
Session.STAMP = "chutier.id"

function Session.new(resolve, platform)
  return setmetatable({ resolve = resolve, platform = platform, project_id = "", by_id = {}, by_path = {} }, Session)
end

function Session:manager()
  return safe.steady_or_lose(self.resolve, "GetProjectManager")
end

-- The open project, which must stay the one that it was when we began.
function Session:project()
  local found = safe.steady_or_nil(self:manager(), "GetCurrentProject")
  if found == nil then
    safe.lose(data.yes(safe.steady_or_nil(self.resolve, "GetProductName")) and "no-project" or "gone")
  end
  local now = safe.identity(found)
  if self.project_id ~= "" and now ~= "" and now ~= self.project_id then
    safe.lose("other-project", safe.name_of(found))
  end
  if self.project_id == "" then self.project_id = now end
  return found
end

function Session:pool()
  return safe.steady_or_lose(self:project(), "GetMediaPool")
end

-- After a refusal: was it the connection that refused? Costs four reads.
function Session:check_alive()
  if safe.name_of(self:project()) == nil then safe.lose("gone") end
end

function Session:timelines()
  local project, found = self:project(), {}
  local count = safe.steady(project, "GetTimelineCount")
  for index = 1, type(count) == "number" and count or 0 do
    found[#found + 1] = safe.call_or_nil(project, "GetTimelineByIndex", index)
  end
  return found
end

-- What is known of the clips ------------------------------------------------------------------------------------------

-- A bin's path as one text, accents composed: a key for tables.
function Session.key(path)
  local names = {}
  for place, name in ipairs(path) do names[place] = "\0" .. data.nfc(name) end
  return table.concat(names)
end

-- A media path by which two are one: accents composed, and case folded where the system does not tell.
function Session:same_path(path)
  path = path:gsub("\\", "/")
  if self.platform == "darwin" or self.platform == "win32" then return data.folded(path) end
  return data.nfc(path)
end

local function put(map, key, item)
  map[key] = map[key] or {}
  table.insert(map[key], item)
end

local function drop(items, item)
  for place, one in ipairs(items or {}) do
    if one == item then return table.remove(items, place) end
  end
end

-- These are all the clips of the pool, as just read. An item: { handle, bin (key), path, stamp }.
function Session:remember(items)
  self.items, self.by_id, self.by_path = {}, {}, {}
  for _, item in ipairs(items) do self:add(item) end
end

function Session:add(item)
  table.insert(self.items, item)
  if item.stamp ~= "" then put(self.by_id, item.stamp, item) end
  if item.path ~= "" then put(self.by_path, self:same_path(item.path), item) end
end

function Session:known(path)
  return self.by_path[self:same_path(path)] or {}
end

-- The clip that a reference means: by its stamp, else by its file among those without one.
function Session:find(ref)
  local found = data.is(ref.id) and self.by_id[ref.id] or {}
  if #found == 0 then
    found = {}
    for _, item in ipairs(self:known(data.text(ref.path))) do
      if item.stamp == "" then found[#found + 1] = item end
    end
  end
  if #found ~= 1 then safe.fail("no-clip", data.text(#found)) end
  return found[1]
end

function Session:stamped(item, clip)
  item.stamp = clip
  put(self.by_id, clip, item)
end

function Session:forget(item)
  drop(self.items, item)
  drop(self.by_id[item.stamp], item)
  drop(self:known(item.path), item)
end

-- What a person has open ----------------------------------------------------------------------------------------------

local function put_back(owner, get, set, before)
  if before == nil or safe.identity(before) == "" then return end
  if safe.identity(safe.steady_or_nil(owner, get)) ~= safe.identity(before) then
    safe.call_or_nil(owner, set, before)
  end
end

-- Whatever happens inside, the person's bin, page and timeline are put back.
function Session:as_found(act)
  local pool, project = self:pool(), self:project()
  local folder = safe.steady_or_nil(pool, "GetCurrentFolder")
  local timeline = safe.steady_or_nil(project, "GetCurrentTimeline")
  local page = data.text(safe.steady_or_nil(self.resolve, "GetCurrentPage"))
  local fine, wrong = pcall(act)
  put_back(pool, "GetCurrentFolder", "SetCurrentFolder", folder)
  put_back(project, "GetCurrentTimeline", "SetCurrentTimeline", timeline)
  if page ~= "" then
    local now = data.text(safe.steady_or_nil(self.resolve, "GetCurrentPage"))
    if now ~= "" and now ~= page then safe.call_or_nil(self.resolve, "OpenPage", page) end
  end
  if not fine then error(wrong, 0) end
end

-- Make a bin the current one, and see that it is.
function Session:enter(folder)
  if safe.identity(safe.steady(self:pool(), "GetCurrentFolder")) == safe.identity(folder) then return end
  safe.call(self:pool(), "SetCurrentFolder", folder)
  if safe.identity(safe.steady(self:pool(), "GetCurrentFolder")) ~= safe.identity(folder) then
    safe.fail("bin-closed", safe.name_of(folder))
  end
end

function Session:clips_in(folder)
  return safe.listed_of(folder, "GetClipList")
end

-- All that the program knows of a clip. A stale handle knows nothing.
function Session:properties(handle)
  local found = safe.mapped(safe.steady(handle, "GetClipProperty"))
  if not data.filled(found) then safe.fail("no-clip", "0") end
  return found
end

-- Answers of single items ---------------------------------------------------------------------------------------------

-- A failed item; or the end, when it failed because the program is gone.
function Session:refusal(failure)
  self:check_alive()
  return { state = "failed", why = failure.why, detail = failure.detail }
end

-- What became of one item: `act` says whether it changed anything.
function Session:told(act)
  local changed, failure = safe.attempt(act)
  if failure then return self:refusal(failure) end
  return { state = changed and "done" or "there" }
end

return Session
