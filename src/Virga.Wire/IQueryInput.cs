namespace Virga.Wire;

/// <summary>A shape that can be read from a form. Implemented by generated code.</summary>
internal interface IQueryInput<TSelf>
{
    /// <summary>Reads the parts below <paramref name="node"/>.</summary>
    /// <exception cref="InputException">A value is not of its type.</exception>
    static abstract TSelf Read(QueryNode node);
}
