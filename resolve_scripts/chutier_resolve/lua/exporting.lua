-- Chutier, executor in Lua: timelines written to files, proxies linked, the project saved.
-- Part of a script that chutier generates; it is generated from nothing else and may be read here as it stands.
-- Uses: data, safe, looking, timelines.

local exporting = {}

-- Constants of type and subtype (Blackmagic's README).
local KINDS = {
  aaf = { "EXPORT_AAF", "EXPORT_AAF_NEW" },
  edl = { "EXPORT_EDL", "EXPORT_NONE" },
  fcp7xml = { "EXPORT_FCP_7_XML" },
  fcpxml = { "EXPORT_FCPXML_1_10" },
  otio = { "EXPORT_OTIO" },
  ale = { "EXPORT_ALE" },
  drt = { "EXPORT_DRT" },
}

-- FCPXML 1.10 becomes a bundle: a folder with this in it (seen on 21.0).
local BUNDLE = "/Info.fcpxml"

local function exists(path)
  local fine, found = pcall(function() return bmd.fileexists(path) end)
  return fine and data.yes(found)
end

-- Lua may not open files here, but it may load them: an empty file is the one export that is a Lua program.
local function is_empty(path)
  local fine, program = pcall(loadfile, path)
  return fine and type(program) == "function"
end

local function written(path)
  if exists(path .. BUNDLE) then return not is_empty(path .. BUNDLE) end
  return exists(path) and not is_empty(path)
end

local function subtype_of(session, name)
  if name then return safe.constant(session.resolve, name) end
  local none = safe.constant(session.resolve, "EXPORT_NONE")
  return none == nil and "" or none
end

local function export(session, line, file)
  if exists(file.path) or exists(file.path .. BUNDLE) then safe.fail("there-already", file.path) end
  local type_name, subtype_name = unpack(KINDS[file.kind])
  local kind = safe.constant(session.resolve, type_name)
  if kind == nil then safe.fail("version", type_name) end
  safe.call(line, "Export", file.path, kind, subtype_of(session, subtype_name))
  if not written(file.path) then safe.fail("not-written", file.path) end
  return true
end

-- `files` of one `timeline`. What is there already is never written over.
function exporting.perform(session, args, answer)
  answer.files = data.list()
  session:as_found(function()
    local line = timelines.find(session, args.timeline)
    safe.call(session:project(), "SetCurrentTimeline", line)
    for place, file in ipairs(args.files) do
      answer.files[place] = session:told(function() return export(session, line, file) end)
    end
  end)
end

local function link(session, asked)
  local handle = session:find(asked.ref).handle
  local wanted = session:same_path(asked.proxy)
  local before = safe.text_of(handle, "GetClipProperty", "Proxy Media Path")
  if before ~= "" then
    if session:same_path(before) == wanted then return { state = "there" } end
    return { state = "kept", why = "by-hand", detail = before }
  end
  safe.call(handle, "LinkProxyMedia", asked.proxy)
  local now = safe.text_of(handle, "GetClipProperty", "Proxy Media Path")
  if session:same_path(now) ~= wanted then safe.fail("not-linked", now) end
  return { state = "done" }
end

-- `links`: files that are there already, linked as proxies of their clips.
function exporting.proxies(session, args, answer)
  looking.settle(session)
  answer.links = data.list()
  for place, asked in ipairs(args.links) do
    local became, failure = safe.attempt(link, session, asked)
    answer.links[place] = became or session:refusal(failure)
  end
end

-- The program refuses while the project has no name of its own, or a window is open.
function exporting.save(session, _, answer)
  if data.yes(safe.call(session:manager(), "SaveProject")) then
    answer.state = "done"
    return
  end
  for key, value in pairs(session:refusal({ why = "not-saved", detail = "" })) do answer[key] = value end
end

return exporting
