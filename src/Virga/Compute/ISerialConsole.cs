namespace Virga.Compute;

/// <summary>A backend whose machines have a serial port that somebody can type at.</summary>
internal interface ISerialConsole
{
    /// <summary>Whether somebody is at it now, by this emulator; there is room for one.</summary>
    bool IsSerialConsoleTaken(string instanceId);

    /// <summary>
    /// Both directions of the serial port of a running machine: what it writes from now on is read, and what is written
    /// is typed. Reading ends when the machine does. Disposing it leaves the port to the next.
    /// </summary>
    /// <exception cref="IOException">Somebody is at it already, or there is no such machine; the text says
    /// so.</exception>
    Stream OpenSerialConsole(string instanceId);
}
