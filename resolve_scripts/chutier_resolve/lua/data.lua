-- Chutier, executor in Lua: null, lists and text.
-- Part of a script that chutier generates; it is generated from nothing else and may be read here as it stands.
-- Uses: spellings, folds (tables that the generated script carries).

local data = {}

-- JSON's null. A table can hold it, which it cannot hold nil.
data.null = setmetatable({}, { __tostring = function() return "null" end })

local LIST = {}

-- A table that is a list also when it is empty.
function data.list(items)
  return setmetatable(items or {}, LIST)
end

function data.is_list(value)
  return type(value) == "table" and getmetatable(value) == LIST
end

-- The lists that the functions return, one after the other: LuaJIT limits the constants of one function.
function data.joined(makers)
  local all = {}
  for _, make in ipairs(makers) do
    for _, item in ipairs(make()) do all[#all + 1] = item end
  end
  return all
end

-- Whether there is a value at all.
function data.is(value)
  return value ~= nil and value ~= data.null
end

-- Whether there is a table with something in it.
function data.filled(value)
  if type(value) ~= "table" then return false end
  for key in pairs(value) do
    if key ~= "__flags" then return true end
  end
  return false
end

-- What a program answers for yes: Lua alone takes 0 and "" for it.
function data.yes(value)
  return value ~= nil and value ~= false and value ~= 0 and value ~= ""
end

-- A whole number, cut as Python's int does; `otherwise` for what is none.
function data.whole(value, otherwise)
  if type(value) ~= "number" then return otherwise end
  return value >= 0 and math.floor(value) or math.ceil(value)
end

-- Every table of a script may lack a value; a list that lacks all is an empty one.
function data.items(value)
  return data.is(value) and value or {}
end

-- A number in the fewest digits that mean it: 23.976, not 23.975999999999999.
local function number_text(value)
  if value == math.floor(value) and math.abs(value) < 2 ^ 53 then return string.format("%.0f", value) end
  for digits = 14, 16 do
    local short = string.format("%." .. digits .. "g", value)
    if tonumber(short) == value then return short end
  end
  return string.format("%.17g", value)
end

-- Text as it stands; empty for nothing and for what is neither text nor number.
function data.text(value)
  if type(value) == "string" then return value end
  return type(value) == "number" and number_text(value) or ""
end

function data.sorted_keys(map)
  local keys = {}
  for key in pairs(map) do
    -- Resolve's tables carry this beside their values (measured on free 21.1.0.17).
    if key ~= "__flags" then keys[#keys + 1] = key end
  end
  table.sort(keys, function(a, b)
    if type(a) == type(b) then return a < b end
    return type(a) == "number"
  end)
  return keys
end

-- One letter in another spelling: macOS hands letter and accent apart where the plan has them as one. Longest first.
function data.nfc(text)
  if not text:find("[\128-\255]") then return text end
  for _, pair in ipairs(spellings) do
    text = text:gsub(pair[1], pair[2])
  end
  return text
end

-- Without regard to case: ASCII by Lua, other letters by the table of those that the plan holds.
function data.folded(text)
  -- Not text:lower(): what that does to bytes beyond ASCII depends on the system's locale.
  local plain = data.nfc(text):gsub("[A-Z]", string.lower)
  return (plain:gsub("[\194-\244][\128-\191]+", folds))
end

function data.starts(text, beginning)
  return text:sub(1, #beginning) == beginning
end

-- Spaces beyond ASCII, as Python strips them: the no-break space of French punctuation among them.
local SPACES = {
  "\194\133", "\194\160", "\225\154\128", "\226\128[\128-\138\168\169\175]", "\226\129\159", "\227\128\128",
}

function data.stripped(text)
  local before
  repeat
    before = text
    text = text:match("^[\9-\13\28-\32]*(.-)[\9-\13\28-\32]*$")
    for _, space in ipairs(text:find("[\128-\255]") and SPACES or {}) do
      text = text:gsub("^" .. space, ""):gsub(space .. "$", "")
    end
  until text == before
  return text
end

-- The words between commas, none of them empty.
function data.words(text)
  local found = data.list()
  for word in text:gmatch("[^,]+") do
    word = data.stripped(word)
    if word ~= "" then found[#found + 1] = word end
  end
  return found
end

function data.contains(items, wanted)
  for _, item in ipairs(items) do
    if item == wanted then return true end
  end
  return false
end

-- The items, at most `size` at a time.
function data.chunks(items, size)
  local runs = {}
  for place, item in ipairs(items) do
    if (place - 1) % size == 0 then runs[#runs + 1] = {} end
    table.insert(runs[#runs], item)
  end
  return runs
end

return data
