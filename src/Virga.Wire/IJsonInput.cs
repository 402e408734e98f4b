namespace Virga.Wire;

/// <summary>A shape that can be read from JSON. Implemented by generated code.</summary>
internal interface IJsonInput<TSelf>
{
    /// <summary>Reads the object at which <paramref name="reader"/> stands.</summary>
    /// <exception cref="InputException">A value is not of its type.</exception>
    static abstract TSelf Read(ref JsonInput reader);
}
