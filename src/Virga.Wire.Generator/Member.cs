using System.Text.Json.Nodes;

namespace Virga.Wire.Generator;

/// <summary>A member of a structure, or the element of a list or map.</summary>
internal sealed class Member(string name, JsonObject traits, string owner)
{
    /// <summary>As in the model.</summary>
    public string Name { get; } = name;

    public string ShapeName { get; } = (string)traits["shape"]!;

    public string? LocationName { get; } = (string?)traits["locationName"];

    /// <summary><c>uri</c> or <c>querystring</c>; null for what stands in the body.</summary>
    public string? Location { get; } = (string?)traits["location"];

    public string? QueryName { get; } = (string?)traits["queryName"];

    public bool IsIdempotencyToken { get; } = (bool?)traits["idempotencyToken"] ?? false;

    public bool IsRequired { get; init; }

    /// <summary>The property; C# forbids a member named like its class, so such a one ends in <c>Value</c>.</summary>
    public string Property { get; } = Names.Pascal(name) == owner ? owner + "Value" : Names.Pascal(name);

    /// <summary>EC2's rule: the query name, or the location name with a capital, or the name.</summary>
    public string Ec2Name => QueryName ?? (LocationName is null ? Name : Names.Pascal(LocationName));

    /// <summary>The element or key in an answer; the parameter in IAM and STS.</summary>
    public string WireName => LocationName ?? Name;
}
