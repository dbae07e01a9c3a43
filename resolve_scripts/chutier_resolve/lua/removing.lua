-- Chutier, executor in Lua: undo. What we brought is taken out of the pool again, unless somebody works with it.
-- Part of a script that chutier generates; it is generated from nothing else and may be read here as it stands.
-- Files are never touched.
-- Uses: data, safe, Bins, looking, timelines.

local removing = {}

local function timeline(session, asked)
  local line = safe.attempt(timelines.find, session, asked)
  if not line then return { state = "there" } end
  safe.call(session:pool(), "DeleteTimelines", { line })
  if safe.attempt(timelines.find, session, asked) then safe.fail("not-removed", asked.name) end
  return { state = "done" }
end

local function clip(session, ref)
  local item, failure = safe.attempt(session.find, session, ref)
  if failure then
    if failure.detail == "0" then return { state = "there" } end
    error(failure, 0)
  end
  local usage = data.text(session:properties(item.handle).Usage)
  if usage ~= "" and usage ~= "0" then return { state = "kept", why = "used", detail = usage } end
  safe.call(session:pool(), "DeleteClips", { item.handle })
  local left = safe.has(item.handle, "GetClipProperty") and safe.text_of(item.handle, "GetClipProperty", "File Path")
  if left and left ~= "" then safe.fail("not-removed", item.path) end
  session:forget(item)
  return { state = "done" }
end

local function bin(session, path)
  local folder, failure = safe.attempt(function() return Bins.read(session):find(path) end)
  if failure then
    if failure.why == "no-bin" then return { state = "there" } end
    error(failure, 0)
  end
  if #safe.listed(safe.call(folder, "GetSubFolderList")) > 0 or #session:clips_in(folder) > 0 then
    return { state = "kept", why = "not-empty", detail = table.concat(path, " / ") }
  end
  safe.call(session:pool(), "DeleteFolders", { folder })
  if safe.attempt(function() return Bins.read(session):find(path) end) then
    safe.fail("not-removed", table.concat(path, " / "))
  end
  return { state = "done" }
end

local ORDER = { { "timelines", timeline }, { "clips", clip }, { "bins", bin } }

-- `timelines`, then `clips` that no timeline uses, then `bins` (deepest first) that are empty.
function removing.perform(session, args, answer)
  looking.settle(session)
  session:as_found(function()
    for _, kind in ipairs(ORDER) do
      local what, act = unpack(kind)
      answer[what] = data.list()
      for place, asked in ipairs(data.items(args[what])) do
        local became, failure = safe.attempt(act, session, asked)
        answer[what][place] = became or session:refusal(failure)
      end
    end
  end)
end

return removing
