namespace Virga.Fabric.Protocol;

/// <summary>
/// One message between emulator and agent. The stream is 0 for everything that is not part of a tunnel.
/// </summary>
internal readonly record struct Frame(FrameKind Kind, uint Stream, ReadOnlyMemory<byte> Payload);

/// <summary>The kinds of message. Numbers are part of the protocol.</summary>
internal enum FrameKind : byte
{
    /// <summary>Agent to emulator, first: its version and what it is able to do.</summary>
    Hello = 1,

    /// <summary>Emulator to agent: a desired state, or the difference to the one before.</summary>
    Apply = 2,

    /// <summary>Agent to emulator: what could not be made so.</summary>
    Applied = 3,

    /// <summary>Either way: a new tunnel.</summary>
    Open = 5,

    /// <summary>Answer to a tunnel that has to connect first: empty, or why not.</summary>
    Opened = 6,
    Data = 7,

    /// <summary>The receiver has taken so many bytes, so as many more may be sent.</summary>
    Window = 8,

    /// <summary>Nothing more comes in this direction.</summary>
    End = 9,

    /// <summary>The tunnel is broken in both directions.</summary>
    Reset = 10,

    /// <summary>Emulator to agent: time to live of what the tunnel's socket sends from here on.</summary>
    HopLimit = 11,

    /// <summary>Emulator to agent, now and then; the agent answers with the same.</summary>
    Alive = 12,

    /// <summary>
    /// Emulator to agent: a question for the counters of flow logs; agent to emulator: the answer, or what would be
    /// lost.
    /// </summary>
    Flows = 13,
}
