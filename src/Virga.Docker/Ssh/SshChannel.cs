using System.Threading.Channels;

namespace Virga.Docker.Ssh;

/// <summary>
/// A session (RFC 4254, section 6): it is prepared by requests, then one process runs in it, then it closes.
/// </summary>
internal sealed class SshChannel : IAsyncDisposable
{
    private const uint Window = 1024 * 1024;
    private const uint LargestData = 32 * 1024;
    private const uint StandardError = 1;

    /// <summary>What sshd_config of distributions lets a client set, and what is harmless beside.</summary>
    private static readonly string[] Settable = ["LANG", "LC_", "TERM", "COLORTERM", "NO_COLOR"];

    private readonly SshTransport transport;
    private readonly ISshGuest guest;
    private readonly string user;
    private readonly uint theirs;
    private readonly uint largest;
    private readonly CancellationTokenSource closing = new();
    private readonly Channel<ReadOnlyMemory<byte>> input = Channel.CreateUnbounded<ReadOnlyMemory<byte>>();
    private readonly List<string> environment = [];
    private readonly Lock gate = new();
    private TaskCompletionSource roomCame = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long room;
    private long taken;
    private SshTerminal? terminal;
    private ISshProcess? process;
    private Task running = Task.CompletedTask;
    private bool hasClosed;

    public SshChannel(
        SshTransport transport, ISshGuest guest, string user, uint number, uint theirs, uint window, uint largest)
    {
        this.transport = transport;
        this.guest = guest;
        this.user = user;
        this.theirs = theirs;
        this.largest = Math.Clamp(largest, 1, LargestData);
        room = window;
        Number = number;
    }

    /// <summary>Ours.</summary>
    public uint Number { get; }

    public Task ConfirmAsync(CancellationToken cancellation) => transport.SendAsync(
        Message(SshNumbers.ChannelOpenConfirmation).Number(Number).Number(Window).Number(LargestData), cancellation);

    /// <summary>Takes a message; false when the channel is closed by it.</summary>
    public async Task<bool> TakeAsync(byte number, SshReader reader, CancellationToken cancellation)
    {
        switch (number)
        {
            case SshNumbers.WindowAdjust:
                Widen(reader.Number());
                break;
            case SshNumbers.ChannelData:
                var data = reader.Field();
                if (Interlocked.Add(ref taken, data.Length) > Window)
                    throw new SshException("more was sent than the window allows");
                input.Writer.TryWrite(data.ToArray());
                break;
            case SshNumbers.ChannelEof:
                input.Writer.TryComplete();
                break;
            case SshNumbers.ChannelRequest:
                await RequestAsync(reader, cancellation).ConfigureAwait(false);
                break;
            case SshNumbers.ChannelClose:
                await CloseAsync(cancellation).ConfigureAwait(false);
                return false;
        }

        return true;
    }

    public async ValueTask DisposeAsync()
    {
        input.Writer.TryComplete();
        await closing.CancelAsync().ConfigureAwait(false);
        await running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (process is not null) await process.DisposeAsync().ConfigureAwait(false);
        closing.Dispose();
    }

    private async Task RequestAsync(SshReader reader, CancellationToken cancellation)
    {
        var type = reader.Text();
        var wantsReply = reader.Truth();
        var isDone = await ActAsync(type, reader, cancellation).ConfigureAwait(false);
        if (wantsReply)
            await transport.SendAsync(
                Message(isDone ? SshNumbers.ChannelSuccess : SshNumbers.ChannelFailure), cancellation)
                .ConfigureAwait(false);
        if (isDone && type is "shell" or "exec" or "subsystem" && running.IsCompleted && process is not null)
            running = Task.Run(RunAsync, CancellationToken.None);
    }

    private async Task<bool> ActAsync(string type, SshReader reader, CancellationToken cancellation)
    {
        switch (type)
        {
            case "pty-req":
                terminal = TerminalIn(reader.Text(), reader);
                return true;
            case "env":
                return SetEnvironment(reader.Text(), reader.Text());
            case "shell":
                return await StartAsync(SshSessionKind.Shell, "", cancellation).ConfigureAwait(false);
            case "exec":
                return await StartAsync(SshSessionKind.Command, reader.Text(), cancellation).ConfigureAwait(false);
            case "subsystem" when reader.Text() == "sftp":
                return await StartAsync(SshSessionKind.FileTransfer, "", cancellation).ConfigureAwait(false);
            case "window-change" when terminal is not null && process is not null:
                terminal = TerminalIn(terminal.Name, reader);
                await process.ResizeAsync(terminal, cancellation).ConfigureAwait(false);
                return true;
            case "signal" when process is not null:
                await process.SignalAsync(reader.Text(), cancellation).ConfigureAwait(false);
                return true;
            default:
                return false;
        }
    }

    private static SshTerminal TerminalIn(string name, SshReader reader)
    {
        // A client without a window of its own says 0.
        const uint Most = 10_000;
        var (columns, rows) = (reader.Number(), reader.Number());
        return new(name, columns == 0 ? 80 : (int)Math.Min(columns, Most), rows == 0 ? 24 : (int)Math.Min(rows, Most));
    }

    private bool SetEnvironment(string name, string value)
    {
        if (!Settable.Any(start => name.StartsWith(start, StringComparison.Ordinal)) || environment.Count > 100)
            return false;
        environment.Add($"{name}={value}");
        return true;
    }

    private async Task<bool> StartAsync(SshSessionKind kind, string command, CancellationToken cancellation)
    {
        if (process is not null) return false;
        try
        {
            var request = new SshSessionRequest(user, kind, command, terminal, environment);
            process = await guest.StartAsync(request, cancellation).ConfigureAwait(false);
            return true;
        }
        catch (IOException failure) when (failure is not SshException)
        {
            var text = System.Text.Encoding.UTF8.GetBytes(failure.Message + "\r\n");
            await transport.SendAsync(
                Message(SshNumbers.ChannelExtendedData).Number(StandardError).Field(text), cancellation)
                .ConfigureAwait(false);
            return false;
        }
    }

    /// <summary>Carries input and output until the process has ended, then says how and closes.</summary>
    private async Task RunAsync()
    {
        var feeding = FeedAsync(process!);
        await CarryAsync(process!).ConfigureAwait(false);
        var status = await process!.ExitAsync(closing.Token).ConfigureAwait(false);
        await transport.SendAsync(Message(SshNumbers.ChannelEof), closing.Token).ConfigureAwait(false);
        var exit = Message(SshNumbers.ChannelRequest).Text("exit-status").Truth(false).Number((uint)status);
        await transport.SendAsync(exit, closing.Token).ConfigureAwait(false);
        await CloseAsync(closing.Token).ConfigureAwait(false);
        input.Writer.TryComplete();
        await feeding.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private async Task CarryAsync(ISshProcess from)
    {
        while (await from.ReadAsync(closing.Token).ConfigureAwait(false) is { IsEnd: false } chunk)
        {
            for (var rest = chunk.Bytes; !rest.IsEmpty;)
            {
                var size = await RoomAsync(rest.Length).ConfigureAwait(false);
                var message = chunk.Kind == Engine.OutputKind.StandardError
                    ? Message(SshNumbers.ChannelExtendedData).Number(StandardError)
                    : Message(SshNumbers.ChannelData);
                await transport.SendAsync(message.Field(rest[..size].Span), closing.Token).ConfigureAwait(false);
                rest = rest[size..];
            }
        }
    }

    private async Task FeedAsync(ISshProcess to)
    {
        try
        {
            await foreach (var bytes in input.Reader.ReadAllAsync(closing.Token).ConfigureAwait(false))
            {
                await to.WriteAsync(bytes, closing.Token).ConfigureAwait(false);
                Interlocked.Add(ref taken, -bytes.Length);
                await transport.SendAsync(Message(SshNumbers.WindowAdjust).Number((uint)bytes.Length), closing.Token)
                    .ConfigureAwait(false);
            }

            // The end of input is not the end of a terminal, which goes both ways.
            if (terminal is null) to.EndInput();
        }
        catch (Exception deaf) when (deaf is IOException or System.Net.Sockets.SocketException)
        {
            // The process reads no more; its output and its end still come.
        }
    }

    private async Task CloseAsync(CancellationToken cancellation)
    {
        lock (gate)
        {
            if (hasClosed) return;
            hasClosed = true;
        }

        await transport.SendAsync(Message(SshNumbers.ChannelClose), cancellation).ConfigureAwait(false);
    }

    /// <summary>Waits until the client takes some of so many bytes, and says how many.</summary>
    private async Task<int> RoomAsync(int wanted)
    {
        while (true)
        {
            Task more;
            lock (gate)
            {
                if (room > 0)
                {
                    var size = (int)Math.Min(Math.Min(room, wanted), largest);
                    room -= size;
                    return size;
                }

                more = roomCame.Task;
            }

            await more.WaitAsync(closing.Token).ConfigureAwait(false);
        }
    }

    private void Widen(uint more)
    {
        lock (gate)
        {
            room += more;
            roomCame.TrySetResult();
            roomCame = new(TaskCreationOptions.RunContinuationsAsynchronously);
        }
    }

    private SshWriter Message(byte number) => new SshWriter(number).Number(theirs);
}
