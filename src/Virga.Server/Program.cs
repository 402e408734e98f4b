using Virga.Server.Commands;
using Virga.Server.Fabric;
using Virga.Server.Imds;

if (ImdsCommand.IsInvokedAsMock) return await ImdsCommand.RunAsync(args).ConfigureAwait(false);
if (args is ["imds", .. var rest]) return await ImdsCommand.RunAsync(rest).ConfigureAwait(false);
if (FabricAgentCommand.IsMeant(args)) return await FabricAgentCommand.RunAsync(args).ConfigureAwait(false);
return await CommandLine.RunAsync(args).ConfigureAwait(false);
