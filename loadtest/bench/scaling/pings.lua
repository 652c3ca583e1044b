-- Pings over the sessions listed in $SIDS, one id a line, each body of about $BYTES bytes: what a plain ping lacks is customMetadata.
local sids = {}
for line in io.lines(os.getenv("SIDS")) do sids[#sids + 1] = line end

local plain = '{"playerTime":{"playhead":%d.5,"ts":%d},"eventType":"ping","qoeData":{"media.qoe.bitrate":%d,"media.qoe.droppedFrames":%d,"media.qoe.framesPerSecond":30,"media.qoe.timeToStart":850}%s}'
local letters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789 ,.-"
local value_length = 250

local function text(length)
  local made = {}
  for i = 1, length do
    local at = math.random(#letters)
    made[i] = letters:sub(at, at)
  end
  return table.concat(made)
end

-- Some to choose from, so that a batch does not compress as one body repeated would.
local metadata = {}
local missing = tonumber(os.getenv("BYTES")) - 200
for i = 1, 32 do
  local members = {}
  for at = 1, math.floor(missing / (value_length + 10)) do members[at] = '"key' .. at .. '":"' .. text(value_length) .. '"' end
  metadata[i] = #members == 0 and "" or ',"customMetadata":{' .. table.concat(members, ",") .. "}"
end

wrk.method = "POST"
wrk.headers["Content-Type"] = "application/json"
local n = 0
request = function()
  n = n + 1
  local round = math.floor(n / #sids)
  return wrk.format(nil, "/api/v1/sessions/" .. sids[n % #sids + 1] .. "/events", nil,
    string.format(plain, 100 + round * 10, 1699523820000 + round * 10000, 4000000 + n % 977 * 1000, n % 89, metadata[n % 32 + 1]))
end
