namespace Virga.Wire;

/// <summary>A shape that can be written as XML. Implemented by generated code.</summary>
internal interface IXmlOutput
{
    /// <summary>Writes the members, without an element around them.</summary>
    void Write(XmlResponse writer);
}
