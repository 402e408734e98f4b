namespace Virga.Ssm.Commands;

/// <summary>
/// The text that a shell in the guest runs for a command. It keeps the script where AWS's agent keeps it, so that a
/// script may have a first line of its own (<c>#!/usr/bin/python3</c>), and its process id, so that it can be ended.
/// </summary>
internal static class CommandScript
{
    /// <summary>Where the agent runs, and with it a command that names no directory.</summary>
    private const string AgentDirectory = "/usr/bin";

    /// <summary>Keeps the script and becomes it.</summary>
    public static string Run(string instanceId, string commandId, string region, ShellCommand command)
    {
        var folder = Folder(instanceId, commandId);
        var directory = command.WorkingDirectory.Length == 0 ? AgentDirectory : command.WorkingDirectory;
        return $"""
            umask 077
            mkdir -p {folder} && printf '%s\n' {Quote(command.Script)} > {folder}/_script.sh || exit 1
            chmod 700 {folder}/_script.sh
            umask 022
            export AWS_SSM_INSTANCE_ID={instanceId} AWS_SSM_REGION_NAME={region}
            cd {Quote(directory)} || exit 1
            echo $$ > {folder}/_pid
            exec sh -c {folder}/_script.sh
            """;
    }

    /// <summary>
    /// Ends a command with all that it started: an engine makes each process that it runs the leader of a group.
    /// </summary>
    public static string End(string instanceId, string commandId)
    {
        var pid = $"{Folder(instanceId, commandId)}/_pid";
        return $"""
            for i in 1 2 3 4 5 6 7 8 9 10; do [ -s {pid} ] && break; sleep 0.2; done
            read pid < {pid} || exit 1
            kill -KILL "-$pid" || kill -KILL "$pid"
            """;
    }

    /// <summary>Source: the agent's own folder, which its logs and public reports name.</summary>
    private static string Folder(string instanceId, string commandId) =>
        $"/var/lib/amazon/ssm/{instanceId}/document/orchestration/{commandId}/awsrunShellScript/0.awsrunShellScript";

    private static string Quote(string text) =>
        $"'{text.Replace("'", "'\\''", StringComparison.Ordinal)}'";
}
