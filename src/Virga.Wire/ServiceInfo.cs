namespace Virga.Wire;

/// <summary>What all operations of a service share.</summary>
internal sealed record ServiceInfo(
    string Name, WireProtocol Protocol, string XmlNamespace, ConstraintStyle Constraints);
