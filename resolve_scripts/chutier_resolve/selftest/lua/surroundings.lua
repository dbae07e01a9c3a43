-- Chutier, self-test in Lua: what a menu script finds around it. It reads, and changes nothing but the report.
-- Part of a script that chutier generates; it is generated from nothing else and may be read here as it stands.
-- Only sorts of values are told, never a name or a path of a person.
-- Uses: data, run.

local surroundings = {}

local GLOBALS = {
  "io", "os", "require", "package", "ffi", "debug", "jit", "UIManager", "arg", "print", "load", "loadfile", "dofile",
  "pcall", "setfenv", "newproxy", "resolve", "fusion", "fu", "app", "bmd", "FuPLATFORM_MAC", "FuPLATFORM_WINDOWS",
  "FuPLATFORM_LINUX",
}

local MEMBERS = {
  os = { "execute", "remove", "rename", "getenv", "time", "date" },
  bmd = { "wait", "fileexists", "scriptapp" },
}

-- What `act` answers as a sort; `raises` where it raises.
local function sort_of(act)
  local fine, value = pcall(act)
  return fine and type(value) or "raises"
end

-- Whether it is so; not where it raises.
local function holds(act)
  local fine, value = pcall(act)
  return fine and value == true
end

local function globals()
  local found = {}
  for _, name in ipairs(GLOBALS) do found[name] = type(rawget(_G, name)) end
  for owner, names in pairs(MEMBERS) do
    for _, name in ipairs(names) do
      found[owner .. "." .. name] = sort_of(function() return rawget(_G, owner)[name] end)
    end
  end
  return found
end

-- Objects: what may be done with one, what a name is that it does not have.
local function objects()
  return {
    ["is a"] = type(resolve),
    length = sort_of(function() return #resolve end),
    pairs = sort_of(function() return pairs(resolve) end),
    method = sort_of(function() return resolve.GetVersion end),
    ["no such method"] = sort_of(function() return resolve.ChutierHasNoSuchMethod end),
    ["no such method called"] = sort_of(function() return resolve:ChutierHasNoSuchMethod() end),
    constant = sort_of(function() return resolve.EXPORT_AAF end),
    ["no such constant"] = sort_of(function() return resolve.CHUTIER_CONSTANT end),
    ["too many arguments"] = sort_of(function() return resolve:GetVersion(1, 2) end),
    ["the same twice"] = holds(function() return resolve:GetProjectManager() == resolve:GetProjectManager() end),
  }
end

-- A table of the program: a list or a dict, and what it carries beside its values.
local function table_of(ask)
  local fine, value = pcall(ask)
  if not fine or type(value) ~= "table" then return { ["is a"] = fine and type(value) or "raises" } end
  local beside = data.list()
  for key in pairs(value) do
    if type(key) == "string" and key:sub(1, 2) == "__" then table.insert(beside, key) end
  end
  return { ["is a"] = "table", length = #value, first = type(value[1]), beside = beside }
end

local function answers()
  local manager = resolve:GetProjectManager()
  local project = manager:GetCurrentProject()
  local found = {
    list = table_of(function() return resolve:GetVersion() end),
    dict = table_of(function() return manager:GetCurrentDatabase() end),
  }
  if project then
    found.nothing = sort_of(function() return project:GetTimelineByIndex(9999) end)
    found.number = sort_of(function() return project:GetTimelineCount() end)
    found.rate = sort_of(function() return project:GetSetting("timelineFrameRate") end)
  end
  return found
end

-- Whether a text comes back from the preferences as it went in: the report goes that way.
local function preferences()
  local found = {}
  local texts = { accents = "\195\169t\195\169 \240\159\142\172", quotes = '"\\\n', long = string.rep("x", 200000) }
  for what, text in pairs(texts) do
    found[what] = holds(function()
      fusion:SetPrefs("Global.Chutier.echo", text)
      return fusion:GetPrefs("Global.Chutier.echo") == text
    end)
  end
  pcall(function() fusion:SetPrefs("Global.Chutier.echo", "") end)
  return found
end

local function attempt(act)
  local fine, value = pcall(act)
  return fine and value or { raises = true }
end

function surroundings.main(title)
  local answer = {
    lua = _VERSION, globals = attempt(globals), objects = attempt(objects), answers = attempt(answers),
    preferences = attempt(preferences), platform = run.platform(),
    product = attempt(function() return resolve:GetProductName() end),
    version = attempt(function() return resolve:GetVersionString() end),
  }
  run.leave({
    chutier = 1, plan = "", title = title, project_id = "", lua = _VERSION, finished = true, stopped = data.null,
    operations = data.list({ { op = "surroundings", answer = answer } }),
  })
  return answer
end

return surroundings
