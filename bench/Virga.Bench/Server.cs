using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Virga.Bench;

/// <summary>A running server and how long it took to its first answer. Disposing it ends the process.</summary>
internal sealed class Server : IAsyncDisposable
{
    private const int StartLimitSeconds = 60;
    private readonly Process _process;

    private Server(Process process, int port)
    {
        _process = process;
        Port = port;
    }

    public int Port { get; }

    public TimeSpan FirstAnswer { get; private set; }

    /// <summary>Resident memory now, in MiB, as the kernel counts it.</summary>
    public double ResidentMiB()
    {
        var line = File.ReadLines($"/proc/{_process.Id}/status").First(text => text.StartsWith("VmRSS:"));
        return double.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1]) / 1024;
    }

    /// <summary>Starts the program and asks it for its VPCs until it answers.</summary>
    public static async Task<Server> StartAsync(Contender contender)
    {
        var port = FreePort();
        var start = new ProcessStartInfo(contender.Program, contender.Arguments(port))
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        var clock = Stopwatch.StartNew();
        var server = new Server(Process.Start(start)!, port);
        server._process.OutputDataReceived += (_, _) => { };
        server._process.ErrorDataReceived += (_, _) => { };
        server._process.BeginOutputReadLine();
        server._process.BeginErrorReadLine();
        while (!await AnswersAsync(port))
        {
            if (server._process.HasExited || clock.Elapsed.TotalSeconds > StartLimitSeconds)
            {
                var ended = server._process.HasExited ? "ended" : "does not answer";
                throw new InvalidOperationException($"{contender.Name} {ended} after {clock.Elapsed}");
            }
            await Task.Delay(1);
        }
        server.FirstAnswer = clock.Elapsed;
        return server;
    }

    public async ValueTask DisposeAsync()
    {
        _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    private static async Task<bool> AnswersAsync(int port)
    {
        try
        {
            await using var connection = new Ec2Connection(port);
            return (await connection.SendAsync(Ec2Request.Of("DescribeVpcs"))).Status == 200;
        }
        catch (SocketException)
        {
            return false;
        }
        catch (IOException)
        {
            return false;
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
