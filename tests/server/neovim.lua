-- Opens a digest with the language server, shows its diagnostics, and applies the preferred fix.
local answer = {}

local function fail(why)
  io.stderr:write(why .. "\n")
  vim.cmd("cquit 1")
end

local python, source = vim.env.DIGESTLINT_PYTHON, vim.env.DIGESTLINT_SOURCE
local buffer = vim.api.nvim_get_current_buf()
local start = vim.lsp.start or vim.lsp.start_client
local client = start({
  name = "digestlint",
  cmd = { python, "-m", "digestlint", "server" },
  cmd_env = { PYTHONPATH = source, LC_ALL = "C" },
  root_dir = vim.fn.getcwd(),
})
if not client then
  fail("the server does not start")
end
vim.lsp.buf_attach_client(buffer, client)

local function found()
  return vim.diagnostic.get(buffer)
end

if not vim.wait(60000, function() return #found() > 0 end, 20) then
  fail("no diagnostics")
end
for _, each in ipairs(found()) do
  table.insert(answer, string.format("%d:%d %s", each.lnum, each.col, each.message))
end

local place = { start = { line = 2, character = 0 }, ["end"] = { line = 2, character = 80 } }
local replies = vim.lsp.buf_request_sync(buffer, "textDocument/codeAction", {
  textDocument = vim.lsp.util.make_text_document_params(buffer),
  range = place,
  context = { diagnostics = {} },
}, 60000)
for _, reply in pairs(replies or {}) do
  for _, action in ipairs(reply.result or {}) do
    if action.isPreferred then
      table.insert(answer, action.title)
      vim.lsp.util.apply_workspace_edit(action.edit, "utf-16")
    end
  end
end
if not vim.wait(60000, function() return #found() == 0 end, 20) then
  fail("the finding is still there")
end
table.insert(answer, vim.api.nvim_buf_get_lines(buffer, 2, 3, true)[1])
vim.fn.writefile(answer, "answer.txt")
vim.cmd("qall!")
