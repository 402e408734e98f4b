using System.Collections;
using System.CommandLine;
using Virga.Server.Commands.Events;
using Virga.Server.Configuration;

namespace Virga.Server.Commands;

/// <summary>The commands of the program. Without one it serves.</summary>
internal static class CommandLine
{
    private static readonly Option<string?> File = new("--config") { Description = "a YAML file of settings" };

    public static Task<int> RunAsync(string[] arguments)
    {
        var root = new RootCommand("A real Amazon EC2, ECR and instance metadata service on one machine.");
        root.Subcommands.Add(Served("serve", "Start the server; what virga alone does.", ServeCommand.RunAsync));
        root.Subcommands.Add(Served("doctor", "Say what works here, and the fix.", DoctorCommand.RunAsync));
        root.Subcommands.Add(Served("env", "Print exports that point AWS tools here.", EnvCommand.RunAsync));
        root.Subcommands.Add(Served(
            "uninstall", "Remove what an emulator left on the engine and in the network.", UninstallCommand.RunAsync));
        root.Subcommands.Add(ExplainCommand.Make());
        root.Subcommands.Add(EventsCommand.Make());
        root.Subcommands.Add(Ssh());
        root.Subcommands.Add(Ami());
        // Program hands it over before this is reached; it stands here for --help.
        root.Subcommands.Add(
            new Command("imds", "Mock instance metadata as ec2-metadata-mock does, without the server."));
        var version = new Command("version", "Print the version.");
        version.SetAction(_ => Console.Out.WriteLine(Product.Version));
        root.Subcommands.Add(version);
        Serve(root, ServeCommand.RunAsync);
        return root.Parse(arguments).InvokeAsync();
    }

    private static Command Served(
        string name, string description, Func<ServerOptions, CancellationToken, Task<int>> run)
    {
        var command = new Command(name, description);
        Serve(command, run);
        return command;
    }

    /// <summary>Everything after the instance is ssh's.</summary>
    private static Command Ssh()
    {
        var command = new Command("ssh", "Log in to an instance; a key is let in for a minute.");
        var target = new Argument<string>("instance") { Description = "an instance id, or user@instance" };
        var rest = new Argument<string[]>("command") { Arity = ArgumentArity.ZeroOrMore };
        command.Arguments.Add(target);
        command.Arguments.Add(rest);
        Serve(command, (parsed, options, cancellation) => SshCommand.RunAsync(
            options, parsed.GetValue(target)!, parsed.GetValue(rest) ?? [], cancellation));
        return command;
    }

    /// <summary>It needs no server: a server finds what is in the pool.</summary>
    private static Command Ami()
    {
        var import = new Command("import", "Bring a disk into the storage pool as an AMI, and print its id.");
        var file = new Argument<string>("file") { Description = "qcow2, raw, VMDK, VHD, VHDX" };
        var name = new Option<string?>("--name") { Description = "what the AMI is called (default: its id)" };
        var mode = new Option<string?>("--boot-mode")
        {
            Description = "legacy-bios or uefi (default: what its partitions are made for)",
        };
        mode.AcceptOnlyFromAmong("legacy-bios", "uefi");
        import.Arguments.Add(file);
        import.Options.Add(name);
        import.Options.Add(mode);
        Serve(import, (parsed, options, cancellation) => AmiImportCommand.RunAsync(
            options.VirtualMachines, parsed.GetValue(file)!, new(parsed.GetValue(name), parsed.GetValue(mode)),
            cancellation));
        return new("ami", "AMIs of virtual machines.") { import };
    }

    private static void Serve(Command command, Func<ServerOptions, CancellationToken, Task<int>> run) =>
        Serve(command, (_, options, cancellation) => run(options, cancellation));

    private static void Serve(Command command, Func<ParseResult, ServerOptions, CancellationToken, Task<int>> run)
    {
        var options = Settings.All.ToDictionary(setting => setting, setting => new Option<string?>(setting.Flag)
        {
            Description = $"{setting.Help} (default: {(setting.Default.Length > 0 ? setting.Default : "none")})",
        });
        foreach (var option in options.Values) command.Options.Add(option);
        command.Options.Add(File);
        command.SetAction(async (parsed, cancellation) =>
        {
            try
            {
                return await run(parsed, Read(parsed, options), cancellation).ConfigureAwait(false);
            }
            catch (SettingException wrong)
            {
                await Console.Error.WriteLineAsync("virga: " + wrong.Message).ConfigureAwait(false);
                return 2;
            }
        });
    }

    private static ServerOptions Read(ParseResult parsed, Dictionary<Setting, Option<string?>> options)
    {
        var flags = options
            .Where(pair => parsed.GetResult(pair.Value) is not null)
            .ToDictionary(pair => pair.Key.Name, pair => parsed.GetValue(pair.Value) ?? "", StringComparer.Ordinal);
        var variables = Environment.GetEnvironmentVariables().Cast<DictionaryEntry>()
            .ToDictionary(pair => (string)pair.Key, pair => (string?)pair.Value ?? "", StringComparer.Ordinal);
        return ServerOptions.From(new(flags, variables, FileOf(parsed.GetValue(File), variables)));
    }

    /// <summary>A variable without a value is one that is not set.</summary>
    private static Dictionary<string, string> FileOf(string? flag, Dictionary<string, string> variables)
    {
        if (flag is not null) return SettingsFile.Read(flag, "--config");
        return variables.GetValueOrDefault("VIRGA_CONFIG") is { Length: > 0 } path
            ? SettingsFile.Read(path, "VIRGA_CONFIG")
            : [];
    }
}
