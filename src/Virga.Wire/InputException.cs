namespace Virga.Wire;

/// <summary>A request that cannot be read as the model says. Each service words it in its own error.</summary>
public sealed class InputException : Exception
{
    /// <summary>A fault of one parameter.</summary>
    public InputException(InputFault fault, string parameter, string? value = null, string? message = null)
        : base(message ?? $"{fault}: {parameter}")
    {
        Fault = fault;
        Parameter = parameter;
        Value = value;
        Text = message;
    }

    /// <summary>What is wrong.</summary>
    public InputFault Fault { get; }

    /// <summary>
    /// The parameter as written on the wire, e.g. <c>Filter.1.Name</c>; empty where the whole body is meant.
    /// </summary>
    public string Parameter { get; }

    /// <summary>The value that was refused, where there is one.</summary>
    public string? Value { get; }

    /// <summary>AWS's whole text, where the protocol words it (JSON, IAM, STS); otherwise null.</summary>
    public string? Text { get; }
}
