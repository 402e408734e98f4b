using System.Text;
using Virga.Docker.Engine;
using Virga.Docker.Engine.Model;
using Virga.Docker.Init;
using Xunit;
using static Virga.Conformance.Docker.RealEngine;

namespace Virga.Conformance.Docker;

/// <summary>A container that boots with our init, and what a test asks of it.</summary>
internal sealed class Guest(RealEngine engine, string id)
{
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    public string Id => id;

    /// <summary>Skips the test when the init is not in this build.</summary>
    public static GuestBinary NeedBinary()
    {
        var binary = GuestBinary.Load();
        if (binary is null) Assert.Skip("reason: a C compiler was missing when this was built (musl-tools)");
        return binary;
    }

    public static async Task<Guest> StartAsync(
        RealEngine engine, string image, GuestParameters parameters, HostConfig? host = null)
    {
        await engine.NeedAsync(image);
        var mount = await new GuestInit(engine.Client, NeedBinary()).EnsureAsync(Cancellation);
        var spec = new ContainerSpec { Image = image, HostConfig = host };
        var id = await engine.CreateAsync(GuestInit.Machine(spec, parameters, mount));
        await engine.Client.Containers.StartAsync(id, Cancellation);
        return new(engine, id);
    }

    public static GuestParameters Parameters(string? userData = null) => new()
    {
        InstanceId = "i-0123456789abcdef0",
        Hostname = "ip-10-0-0-5.ec2.internal",
        Address = "10.0.0.5",
        UserData = Encoding.UTF8.GetBytes(userData ?? ""),
    };

    public async Task<string> RunAsync(string command)
    {
        var result = await engine.Client.Execs.RunAsync(
            id, new() { Cmd = ["sh", "-c", command] }, default, Cancellation);
        return result.OutputText + result.ErrorText;
    }

    public async Task<string> ConsoleAsync()
    {
        using var log = await engine.Client.Containers.LogsAsync(id, new(), Cancellation);
        var text = new StringBuilder();
        for (var chunk = await log.Output.ReadAsync(Cancellation); !chunk.IsEnd;
            chunk = await log.Output.ReadAsync(Cancellation))
            text.Append(Encoding.UTF8.GetString(chunk.Bytes.Span));
        return text.ToString();
    }

    public async Task<string> ConsoleHasAsync(string text, int times = 1)
    {
        var console = "";
        for (var end = DateTime.UtcNow + Patience; DateTime.UtcNow < end; await Task.Delay(50, Cancellation))
        {
            console = await ConsoleAsync();
            if (console.Split(text).Length > times) return console;
        }
        throw new Xunit.Sdk.XunitException($"The console has not \"{text}\" {times} times:\n{console}");
    }

    public Task<ContainerInspection> InspectAsync() => engine.Client.Containers.InspectAsync(id, Cancellation);

    public Task StopAsync() => engine.Client.Containers.StopAsync(id, Patience, Cancellation);

    public Task StartAsync() => engine.Client.Containers.StartAsync(id, Cancellation);

    public async Task<int> ExitAsync() =>
        (int)(await engine.Client.Containers.WaitAsync(id, Cancellation)).StatusCode;
}
