using Virga.Server.Commands;

return await CommandLine.RunAsync(args).ConfigureAwait(false);
