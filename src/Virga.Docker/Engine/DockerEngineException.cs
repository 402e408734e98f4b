namespace Virga.Docker.Engine;

/// <summary>
/// The engine refused a call, or could not be asked. <see cref="Exception.Message"/> holds the call and the engine's
/// own words; <see cref="EngineMessage"/> only the latter.
/// </summary>
internal sealed class DockerEngineException : Exception
{
    /// <summary>The HTTP status; 0 when there was no answer (unreachable, timed out, broken off).</summary>
    public int Status { get; }

    public string EngineMessage { get; }

    public bool IsNotFound => Status == 404;

    /// <summary>The name is taken, or the object is in a state that forbids the call.</summary>
    public bool IsConflict => Status == 409;

    public bool IsUnreachable => Status == 0;

    public DockerEngineException(string call, int status, string engineMessage, Exception? inner = null)
        : base(status == 0 ? $"{call}: {engineMessage}" : $"{call}: {status} {engineMessage}", inner)
    {
        Status = status;
        EngineMessage = engineMessage;
    }
}
