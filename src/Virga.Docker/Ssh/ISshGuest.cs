using Virga.Docker.Engine;

namespace Virga.Docker.Ssh;

/// <summary>The machine behind an ssh connection.</summary>
internal interface ISshGuest
{
    /// <summary>Lines of authorized_keys that open a user; null when the machine has no such user.</summary>
    Task<IReadOnlyList<string>?> KeysOfAsync(string user, CancellationToken cancellation);

    /// <summary>Starts what a session asked for.</summary>
    /// <exception cref="IOException">It can not be; the text is for the user.</exception>
    Task<ISshProcess> StartAsync(SshSessionRequest request, CancellationToken cancellation);
}

/// <summary>A process of a session. Disposing it hangs up.</summary>
internal interface ISshProcess : IAsyncDisposable
{
    /// <summary>The next piece of output; an empty one at the end.</summary>
    Task<OutputChunk> ReadAsync(CancellationToken cancellation);

    /// <summary>Writes to its standard input, waiting while it takes no more.</summary>
    /// <exception cref="IOException">It reads no more.</exception>
    Task WriteAsync(ReadOnlyMemory<byte> input, CancellationToken cancellation);

    /// <summary>It sees the end of its standard input; its output goes on.</summary>
    void EndInput();

    /// <summary>Its terminal has another size from now on.</summary>
    Task ResizeAsync(SshTerminal terminal, CancellationToken cancellation);

    /// <summary>Sends a signal by its name without SIG.</summary>
    Task SignalAsync(string name, CancellationToken cancellation);

    /// <summary>The exit status, after the output ended.</summary>
    Task<int> ExitAsync(CancellationToken cancellation);
}

/// <summary>What a session asks for.</summary>
/// <param name="User">Who logged in.</param>
/// <param name="Kind">Shell, command or subsystem.</param>
/// <param name="Command">The command of <see cref="SshSessionKind.Command"/>.</param>
/// <param name="Terminal">The terminal, or null for none.</param>
/// <param name="Environment">As <c>NAME=value</c>, of names that may be set.</param>
internal sealed record SshSessionRequest(
    string User, SshSessionKind Kind, string Command, SshTerminal? Terminal, IReadOnlyList<string> Environment);

/// <summary>What runs in a session.</summary>
internal enum SshSessionKind
{
    Shell,
    Command,
    FileTransfer,
}

/// <summary>A terminal.</summary>
/// <param name="Name">The value of TERM.</param>
/// <param name="Columns">Its width in characters.</param>
/// <param name="Rows">Its height in characters.</param>
internal sealed record SshTerminal(string Name, int Columns, int Rows);
