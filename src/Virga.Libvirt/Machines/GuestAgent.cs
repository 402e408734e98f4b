using System.Buffers;
using System.Text;
using System.Text.Json;
using Virga.Compute;
using Virga.Libvirt.Interop;

namespace Virga.Libvirt.Machines;

/// <summary>
/// Runs scripts in a guest through QEMU's guest agent, which starts a process and is then asked how it goes. Source:
/// QEMU
/// Guest Agent Protocol Reference, guest-exec and guest-exec-status.
/// </summary>
internal sealed class GuestAgent(LibvirtHost host, TimeProvider time)
{
    /// <summary>An agent under emulation takes its time; one that is gone must not hold a thread for long.</summary>
    private const int AnswerSeconds = 20;

    /// <summary>A shell tells a signal's end so; source: POSIX, 2.8.2 Exit Status for Commands.</summary>
    private const int SignalBase = 128;

    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(1);

    /// <summary>
    /// The leader of a group, so that it can be ended with all that it started; without setsid only the script itself.
    /// </summary>
    private const string Leader = "command -v setsid >/dev/null && exec setsid sh -c \"$1\"; exec sh -c \"$1\"";

    /// <summary>Blocks a thread while the agent answers, not while the script runs.</summary>
    /// <exception cref="LibvirtException">No agent answers, or it may not run programs.</exception>
    internal async Task<CommandOutcome> RunAsync(string instanceId, string script, CancellationToken cancellation)
    {
        var id = Ask(instanceId, Start(script)).GetProperty("pid").GetInt64();
        for (var pause = FirstPause; ; pause = Longer(pause))
        {
            var status = Ask(instanceId, Status(id));
            if (status.GetProperty("exited").GetBoolean()) return Outcome(status);
            await Task.Delay(pause, time, cancellation).ConfigureAwait(false);
        }
    }

    private static TimeSpan Longer(TimeSpan pause) => pause * 2 < LongestPause ? pause * 2 : LongestPause;

    /// <summary>Looked up each time: the connection may have been opened anew while a script ran.</summary>
    private JsonElement Ask(string instanceId, string command)
    {
        using var domain = host.Connect().FindDomain(instanceId)
            ?? throw LibvirtException.OfFailure($"ask the agent of {instanceId}", "there is no such machine");
        using var answer = JsonDocument.Parse(domain.AskAgent(command, AnswerSeconds));
        return answer.RootElement.GetProperty("return").Clone();
    }

    private static string Start(string script) => Command("guest-exec", json =>
    {
        json.WriteString("path", "/bin/sh");
        json.WriteStartArray("arg");
        foreach (var argument in (ReadOnlySpan<string>)["-c", Leader, "sh", script]) json.WriteStringValue(argument);
        json.WriteEndArray();
        json.WriteBoolean("capture-output", true);
    });

    private static string Status(long id) => Command("guest-exec-status", json => json.WriteNumber("pid", id));

    private static string Command(string name, Action<Utf8JsonWriter> writeArguments)
    {
        var bytes = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(bytes))
        {
            json.WriteStartObject();
            json.WriteString("execute", name);
            json.WriteStartObject("arguments");
            writeArguments(json);
            json.WriteEndObject();
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(bytes.WrittenSpan);
    }

    private static CommandOutcome Outcome(JsonElement status) => new(
        status.TryGetProperty("exitcode", out var code) ? code.GetInt32() : SignalBase + Number(status, "signal"),
        Text(status, "out-data"),
        Text(status, "err-data"));

    private static int Number(JsonElement status, string name) =>
        status.TryGetProperty(name, out var value) ? value.GetInt32() : 0;

    private static string Text(JsonElement status, string name) =>
        status.TryGetProperty(name, out var value) ? Encoding.UTF8.GetString(value.GetBytesFromBase64()) : "";
}
