using Virga.Server.Commands;
using Virga.Server.Imds;

if (ImdsCommand.IsInvokedAsMock) return await ImdsCommand.RunAsync(args).ConfigureAwait(false);
if (args is ["imds", .. var rest]) return await ImdsCommand.RunAsync(rest).ConfigureAwait(false);
return await CommandLine.RunAsync(args).ConfigureAwait(false);
