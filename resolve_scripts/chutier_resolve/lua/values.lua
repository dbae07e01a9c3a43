-- Chutier, executor in Lua: what is written on clips: names, metadata, keywords, colours, flags, and our stamp.
-- Part of a script that chutier generates; it is generated from nothing else and may be read here as it stands.
-- Each change tells what it was when the plan was made. What is otherwise by now was changed by a person and stays.
-- Uses: data, safe, Session, looking.

local values = {}

local KEYWORDS = "Keywords"

local function same(a, b)
  return data.nfc(a or "") == data.nfc(b or "")
end

local function alike(some, others)
  for place = 1, math.max(#some, #others) do
    if some[place] ~= others[place] then return false end
  end
  return true
end

-- A person's keywords stay; ours come and go.
local function merged_keywords(now, asked)
  local words, left = data.words(now), {}
  for _, word in ipairs(words) do
    if not data.contains(data.items(asked.remove), word) then left[#left + 1] = word end
  end
  local merged = { unpack(left) }
  for _, word in ipairs(data.items(asked.add)) do
    if not data.contains(left, word) then merged[#merged + 1] = word end
  end
  return alike(merged, words) and now or table.concat(merged, ",")
end

-- One clip being written: what a person changed is kept, what the program did not take is told.
local Writing = {}
Writing.__index = Writing

-- Whether a change is to be sent; a person's value is noted as kept.
function Writing:due(what, change, now)
  if same(now, change.to) then return false end
  if not data.is(change.was) or now == "" or same(now, change.was) then return true end
  self.kept[what] = now
  return false
end

function Writing:metadata_now()
  local found = safe.steady(self.handle, "GetMetadata")
  if type(found) ~= "table" then safe.fail("no-clip", "0") end
  local now = {}
  for key, value in pairs(found) do now[key] = data.text(value) end
  return now
end

-- The keys of `wanted` that are otherwise, sorted.
function Writing:differing(wanted)
  local now, left = self:metadata_now(), {}
  for _, key in ipairs(data.sorted_keys(wanted)) do
    if not same(now[key], wanted[key]) then left[#left + 1] = key end
  end
  return left
end

function Writing:metadata(asked, keywords)
  local now, wanted = self:metadata_now(), {}
  for key, change in pairs(asked) do
    if self:due(key, change, now[key] or "") then wanted[key] = change.to end
  end
  local merged = merged_keywords(now[KEYWORDS] or "", keywords)
  if data.filled(keywords) and merged ~= (now[KEYWORDS] or "") then wanted[KEYWORDS] = merged end
  if next(wanted) then self:send_metadata(wanted) end
end

function Writing:send_metadata(wanted)
  self.sent = true
  safe.call(self.handle, "SetMetadata", wanted)
  local left = self:differing(wanted)
  if #left > 1 and #left == #data.sorted_keys(wanted) then
    -- One key that a build does not know may cost the whole table: then each goes alone.
    for _, key in ipairs(left) do safe.call(self.handle, "SetMetadata", { [key] = wanted[key] }) end
    left = self:differing(wanted)
  end
  local now = self:metadata_now()
  for _, key in ipairs(left) do self.failed[key] = now[key] or "" end
end

function Writing:looks_now()
  local said = self.session:properties(self.handle)
  return {
    name = data.text(said["Clip Name"]), color = data.text(said["Clip Color"]),
    flags = data.words(data.text(said.Flags)),
  }
end

function Writing:rename(name)
  if safe.has(self.handle, "SetName") then return safe.call(self.handle, "SetName", name) end
  return safe.call(self.handle, "SetClipProperty", "Clip Name", name)
end

function Writing:paint(color)
  if color ~= "" then return safe.call(self.handle, "SetClipColor", color) end
  return safe.call(self.handle, "ClearClipColor")
end

-- Flags sent: colour and whether it is to be there.
function Writing:send_flags(asked, now)
  local sent = {}
  for _, color in ipairs(data.items(asked.add)) do
    if not data.contains(now, color) then
      safe.call(self.handle, "AddFlag", color)
      sent[#sent + 1] = { color, true }
    end
  end
  for _, color in ipairs(data.items(asked.remove)) do
    if data.contains(now, color) then
      safe.call(self.handle, "ClearFlags", color)
      sent[#sent + 1] = { color, false }
    end
  end
  return sent
end

-- Name, colour and flags: one reading before, one after what was sent.
function Writing:looks(asked)
  local now, sent = self:looks_now(), {}
  if data.filled(asked.name) and self:due("name", asked.name, now.name) then
    self:rename(asked.name.to)
    sent.name = asked.name.to
  end
  if data.filled(asked.color) and self:due("color", asked.color, now.color) then
    self:paint(asked.color.to)
    sent.color = asked.color.to
  end
  local flags = self:send_flags(data.items(asked.flags), now.flags)
  if not next(sent) and #flags == 0 then return end
  self.sent = true
  now = self:looks_now()
  for what, value in pairs(sent) do
    if not same(now[what], value) then self.failed[what] = now[what] end
  end
  for _, flag in ipairs(flags) do
    if data.contains(now.flags, flag[1]) ~= flag[2] then
      self.failed["flag " .. flag[1]] = table.concat(now.flags, ", ")
    end
  end
end

local function unlike(now, asked)
  local wanted = {}
  for key, value in pairs(asked) do
    if (now[key] or "") ~= value then wanted[key] = value end
  end
  return wanted
end

function Writing:stamp(asked)
  if not safe.has(self.handle, "SetThirdPartyMetadata") then
    self.failed.stamp = ""
    return
  end
  local wanted = unlike(looking.stamp_of(self.handle), asked)
  if not next(wanted) then return end
  self.sent = true
  safe.call(self.handle, "SetThirdPartyMetadata", wanted)
  local now = looking.stamp_of(self.handle)
  for key in pairs(unlike(now, wanted)) do self.failed[key] = now[key] or "" end
  local clip = now[Session.STAMP] or ""
  if clip ~= "" and clip ~= self.item.stamp then self.session:stamped(self.item, clip) end
end

function Writing:state()
  if next(self.failed) then return "failed", "not-taken", self.failed end
  if next(self.kept) then return "kept", "by-hand", self.kept end
  return self.sent and "done" or "there"
end

function Writing:all(asked)
  if data.filled(asked.metadata) or data.filled(asked.keywords) then
    self:metadata(data.items(asked.metadata), data.items(asked.keywords))
  end
  if data.filled(asked.name) or data.filled(asked.color) or data.filled(asked.flags) then self:looks(asked) end
  if data.filled(asked.stamp) then self:stamp(asked.stamp) end
  if next(self.failed) then self.session:check_alive() end
  local state, why, what = self:state()
  local answer = { state = state, kept = self.kept, failed = self.failed }
  if why then answer.why, answer.detail = why, table.concat(data.sorted_keys(what), ", ") end
  return answer
end

local function write(session, asked)
  local item = session:find(asked.ref)
  local writing = { session = session, item = item, handle = item.handle, kept = {}, failed = {}, sent = false }
  return setmetatable(writing, Writing):all(asked)
end

-- `clips`: what each should say. Only what differs is sent, and read back.
function values.perform(session, args, answer)
  looking.settle(session)
  answer.clips = data.list()
  for place, asked in ipairs(args.clips) do
    local became, failure = safe.attempt(write, session, asked)
    answer.clips[place] = became or session:refusal(failure)
  end
end

return values
