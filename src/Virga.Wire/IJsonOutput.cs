using System.Text.Json;

namespace Virga.Wire;

/// <summary>A shape that can be written as JSON. Implemented by generated code.</summary>
internal interface IJsonOutput
{
    /// <summary>Writes the members, without braces around them.</summary>
    void Write(Utf8JsonWriter writer);
}
