-- Chutier, executor in Lua: the table of operations, one script's run, and the report that it leaves.
-- Part of a script that chutier generates; it is generated from nothing else and may be read here as it stands.
-- The host's Python half has the same table; plain data in, plain data out, nothing escapes.
-- Uses: data, json, safe, Session, Bins, looking, importing, values, syncing, timelines, exporting, removing.

local run = {}

local OPERATIONS = {
  hello = looking.hello, look = looking.look, current = looking.current, bins = Bins.perform,
  import = importing.import, move = importing.move, values = values.perform, sync = syncing.perform,
  timelines = timelines.perform, markers = timelines.markers, proxies = exporting.proxies,
  export = exporting.perform, save = exporting.save, remove = removing.perform,
}

-- What no later operation can get over: everything else is told, and the next one has its turn.
local FATAL = { gone = true, ["no-project"] = true, ["other-project"] = true, unknown = true }

local function blame(wrong)
  if type(wrong) ~= "table" then return { code = "error", detail = tostring(wrong) } end
  return { code = wrong.code or wrong.why, detail = wrong.detail }
end

-- One operation. Its answer holds what was done so far even when it ended early, with `error`.
function run.perform(session, op, args)
  local operation, answer = OPERATIONS[op], {}
  if not operation then return { error = { code = "unknown", detail = op } } end
  local fine, wrong = pcall(operation, session, args, answer)
  if not fine then answer.error = blame(wrong) end
  return answer
end

-- As Python's sys.platform has it. Fusion's Lua tells the system by these globals (Fusion's scripts use them).
function run.platform()
  return FuPLATFORM_MAC and "darwin" or FuPLATFORM_WINDOWS and "win32" or "linux"
end

-- Menu scripts find `resolve` (free 21.1.0.17); Blackmagic's examples call `Resolve()`.
local function program()
  if resolve ~= nil then return resolve end
  for _, ask in ipairs({ function() return Resolve() end, function() return bmd.scriptapp("Resolve") end }) do
    local fine, found = pcall(ask)
    if fine and found ~= nil then return found end
  end
end

-- The report ----------------------------------------------------------------------------------------------------------

-- Under `Global.` SavePrefs writes to Fusion.prefs, texts of 512 KB too (measured on free 21.1.0.17).
local PLACE = "Global.Chutier."
local PIECE = 200000

-- This script may not write files: the program's own preferences are the way out. Each call may fail.
local function set(key, value)
  for _, owner in ipairs({ fusion or false, fu or false, app or false }) do
    if owner and pcall(function() owner:SetPrefs(PLACE .. key, value) end) then return owner end
  end
end

local function pieces_before(owner)
  local fine, count = pcall(function() return owner:GetPrefs(PLACE .. "pieces") end)
  return fine and tonumber(count) or 0
end

-- The program may be writing the same file just then: patience.
local function save_prefs(owner)
  for _ = 1, 5 do
    local fine, answer = pcall(function() return owner:SavePrefs() end)
    if fine and answer ~= false then return end
    pcall(function() bmd.wait(0.05) end)
  end
end

-- `report1`, `report2` and so on, and how many of them there are. Longer reports of before leave nothing behind.
function run.leave(report)
  local text = json.encode(report)
  local count = math.max(1, math.ceil(#text / PIECE))
  local owner
  for place = 1, count do
    owner = set("report" .. place, text:sub((place - 1) * PIECE + 1, place * PIECE))
  end
  if not owner then return end
  for place = count + 1, pieces_before(owner) do set("report" .. place, "") end
  set("pieces", count)
  save_prefs(owner)
end

-- Free 21.1 shows no print (measured on 21.1.0.17); older builds and the console do.
local function say(text)
  pcall(function() print(text) end)
end

-- One run -------------------------------------------------------------------------------------------------------------

local function now()
  local fine, seconds = pcall(os.time)
  return fine and seconds or 0
end

-- A plan that was made for another project is refused before anything is touched.
local function refused(session, plan)
  session.project_id = plan.project_id
  if plan.project_id == "" then return nil end
  local fine, wrong = pcall(session.project, session)
  return not fine and blame(wrong) or nil
end

local function perform_all(session, plan, report)
  for _, step in ipairs(plan.operations) do
    local answer = run.perform(session, step.op, step.args)
    table.insert(report.operations, { op = step.op, answer = answer })
    -- What was done so far is known even if Resolve should go down in the next one.
    run.leave(report)
    if answer.error and FATAL[answer.error.code] then return answer.error end
  end
end

local function new_report(plan)
  return {
    chutier = 1, plan = plan.id, title = plan.title, project_id = plan.project_id, lua = _VERSION,
    began = now(), finished = false, stopped = data.null, operations = data.list(),
  }
end

-- Why the run ended before its last operation; nil when it did not.
local function stop_of(plan, report)
  local handle = program()
  if handle == nil then return { code = "gone", detail = "" } end
  local session = Session.new(handle, run.platform())
  return refused(session, plan) or perform_all(session, plan, report)
end

-- The plan, from its first operation to its last or to the first that cannot be got over.
function run.main(plan)
  local report = new_report(plan)
  say(plan.title)
  local fine, stop = pcall(stop_of, plan, report)
  if not fine then stop = blame(stop) end
  report.stopped, report.finished, report.ended = stop or data.null, stop == nil, now()
  pcall(run.leave, report)
  say(stop and ("Chutier: " .. stop.code .. " " .. stop.detail) or "Chutier: done")
  say("chutier resolve result")
  return report
end

return run
