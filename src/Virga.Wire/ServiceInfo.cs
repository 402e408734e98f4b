namespace Virga.Wire;

/// <summary>What all operations of a service share.</summary>
internal sealed record ServiceInfo(string Name, Protocol Protocol, string XmlNamespace, ConstraintStyle Constraints);
