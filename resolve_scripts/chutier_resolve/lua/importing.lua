-- Chutier, executor in Lua: bringing files into bins, and moving what is there.
-- Part of a script that chutier generates; it is generated from nothing else and may be read here as it stands.
-- Uses: data, safe, Session, Bins, looking.

local importing = {}

-- Files in one ImportMedia: the pool redraws once a call.
local AT_ONCE = 50

-- Whether the pool holds this clip: by its stamp, or its file without one. Twice is there too: a third helps nobody.
local function there(session, file)
  local _, failure = safe.attempt(session.find, session, file)
  return not failure or (failure.detail ~= "" and failure.detail ~= "0")
end

-- The path that the program shows for a file; of a sequence, with its first and last number: /a/f_[0001-0100].dpx
local function shown(file)
  if not data.is(file.sequence) then return file.path end
  local asked = file.sequence
  local head, digits, tail = asked.FilePath:match("^(.*)%%(%d*)d(.*)$")
  if not head then return file.path end
  local number = "%0" .. (digits ~= "" and tonumber(digits) or 1) .. "d"
  return head .. string.format("[" .. number .. "-" .. number .. "]", asked.StartIndex, asked.EndIndex) .. tail
end

local function know(session, bin, handle, path)
  local stamp = looking.stamp_of(handle)[Session.STAMP] or ""
  session:add({ handle = handle, bin = bin, path = path, stamp = stamp })
end

-- Those of `handles` that are wanted are known from now on, and wanted no more.
local function take(session, bin, handles, wanted)
  for _, handle in ipairs(handles) do
    local path = safe.steady_text(handle, "GetClipProperty", "File Path")
    local key = session:same_path(path)
    if wanted[key] then
      wanted[key] = nil
      know(session, bin, handle, path)
    end
  end
end

-- Ids of the clips that we know in a bin, and how many.
local function known_in(session, bin)
  local known, count = {}, 0
  for _, item in ipairs(session.items) do
    local id = item.bin == bin and safe.identity(item.handle)
    if id and not known[id] then known[id], count = true, count + 1 end
  end
  return known, count
end

-- The clips of a bin that we do not know.
local function unknown(session, folder, bin)
  local known, found = known_in(session, bin), {}
  for _, handle in ipairs(session:clips_in(folder)) do
    if not known[safe.identity(handle)] then found[#found + 1] = handle end
  end
  return found
end

-- Where a bin holds more than was read before, it is read again: a file brought twice makes two clips.
local function look_again(session, folder, bin)
  local handles = session:clips_in(folder)
  local known, count = known_in(session, bin)
  if #handles <= count then return end
  for _, handle in ipairs(handles) do
    if not known[safe.identity(handle)] then
      know(session, bin, handle, safe.steady_text(handle, "GetClipProperty", "File Path"))
    end
  end
end

local function import(session, folder, bin, files)
  local wanted, single, sequences, came = {}, {}, {}, {}
  for _, file in ipairs(files) do
    wanted[session:same_path(shown(file))] = true
    if data.is(file.sequence) then table.insert(sequences, file.sequence) else table.insert(single, file.path) end
  end
  for _, asked in ipairs({ single, sequences }) do
    if #asked > 0 then
      for _, handle in ipairs(safe.listed(safe.call(session:pool(), "ImportMedia", asked))) do
        came[#came + 1] = handle
      end
    end
  end
  take(session, bin, came, wanted)
  -- The answer may name fewer than came.
  if next(wanted) then take(session, bin, unknown(session, folder, bin), wanted) end
end

-- Those of `files` that the pool does not hold.
local function missing_of(session, files)
  local missing = {}
  for _, file in ipairs(files) do
    if not there(session, file) then missing[#missing + 1] = file end
  end
  return missing
end

-- Imports what is new of `files`; which they were.
local function bring_new(session, tree, path, files)
  local folder, bin, fresh = tree:find(path), Session.key(path), {}
  local new = missing_of(session, files)
  if #new > 0 then
    look_again(session, folder, bin)
    new = missing_of(session, new)
  end
  if #new > 0 then
    session:enter(folder)
    import(session, folder, bin, new)
  end
  for _, file in ipairs(new) do fresh[file] = true end
  return fresh
end

local function bring(session, tree, path, files)
  local fresh, failure = safe.attempt(bring_new, session, tree, path, files)
  local answers, missing = {}, false
  for place, file in ipairs(files) do
    if failure then
      answers[place] = session:refusal(failure)
    elseif there(session, file) then
      answers[place] = { state = fresh[file] and "done" or "there" }
    else
      answers[place], missing = { state = "failed", why = "not-imported", detail = file.path }, true
    end
  end
  if missing then session:check_alive() end
  return answers
end

-- `batches`: files by the bin that they come into. What the pool holds already, anywhere, is not brought again.
function importing.import(session, args, answer)
  looking.settle(session)
  answer.batches = data.list()
  session:as_found(function()
    local tree = Bins.read(session)
    for _, batch in ipairs(args.batches) do
      local answers = data.list()
      table.insert(answer.batches, answers)
      for _, files in ipairs(data.chunks(batch.files, AT_ONCE)) do
        for _, became in ipairs(bring(session, tree, batch.bin, files)) do answers[#answers + 1] = became end
      end
    end
  end)
end

-- Where each clip of `going` lies after the one call that moves them: ids of what the bin holds.
local function move_all(session, tree, path, going)
  local folder, lies = tree:find(path), {}
  if #going == 0 then return lies end
  local handles = {}
  for place, item in ipairs(going) do handles[place] = item.handle end
  safe.call(session:pool(), "MoveClips", handles, folder)
  for _, handle in ipairs(session:clips_in(folder)) do lies[safe.identity(handle)] = true end
  return lies
end

local function moved(session, item, bin, lies, asked)
  if not asked then return { state = "there" } end
  if not lies[safe.identity(item.handle)] then return session:refusal({ why = "not-moved", detail = item.path }) end
  item.bin = bin
  return { state = "done" }
end

local function move(session, tree, path, refs)
  local bin, found, going, asked, answers = Session.key(path), {}, {}, {}, data.list()
  for place, ref in ipairs(refs) do
    local item, failure = safe.attempt(session.find, session, ref)
    found[place] = item or failure
    if item and item.bin ~= bin then
      going[#going + 1] = item
      asked[item] = true
    end
  end
  local lies, failure = safe.attempt(move_all, session, tree, path, going)
  for place, one in ipairs(found) do
    local refused = failure or (one.failed and one)
    answers[place] = refused and session:refusal(refused) or moved(session, one, bin, lies, asked[one])
  end
  return answers
end

-- `moves`: clips by the bin that they go to, one call a bin; then the bin is read again.
function importing.move(session, args, answer)
  looking.settle(session)
  answer.moves = data.list()
  session:as_found(function()
    local tree = Bins.read(session)
    for place, asked in ipairs(args.moves) do answer.moves[place] = move(session, tree, asked.bin, asked.clips) end
  end)
end

return importing
