using Virga.State;

namespace Virga.Iam.Authorization;

/// <summary>The resources of SSM's operations: parameters, documents, instances.</summary>
internal static class SsmResources
{
    public static IEnumerable<string> Of(WorldView at, string operation, RequestFacts facts)
    {
        if (operation == "SendCommand") return Command(at, facts);
        if (operation.Contains("Document", StringComparison.Ordinal))
            return facts.FindAll("Name").Select(name => Document(at, name));
        return facts.FindAll("Name").Concat(facts.FindAll("ResourceId")).Concat(facts.FindAll("Path"))
            .Select(name => Parameter(at, name));
    }

    /// <summary>The document and each instance; a star where tags choose them.</summary>
    private static IEnumerable<string> Command(WorldView at, RequestFacts facts)
    {
        if (facts.Find("DocumentName") is { } document) yield return Document(at, document);
        var ids = facts.FindAll("InstanceId")
            .Concat(facts.FindAll("Value").Where(value => value.StartsWith("i-", StringComparison.Ordinal))).ToList();
        foreach (var id in ids) yield return $"arn:aws:ec2:{at.Region}:{at.Account}:instance/{id}";
        if (ids.Count == 0) yield return $"arn:aws:ec2:{at.Region}:{at.Account}:instance/*";
    }

    /// <summary>AWS's own documents belong to no account.</summary>
    private static string Document(WorldView at, string name)
    {
        if (name.StartsWith("arn:", StringComparison.Ordinal)) return name;
        var account = name.StartsWith("AWS-", StringComparison.Ordinal) ? "" : at.Account;
        return $"arn:aws:ssm:{at.Region}:{account}:document/{name}";
    }

    /// <summary>A name may be an ARN already, and carry a version or label.</summary>
    private static string Parameter(WorldView at, string name)
    {
        if (name.StartsWith("arn:", StringComparison.Ordinal)) return name;
        var colon = name.IndexOf(':', StringComparison.Ordinal);
        var plain = (colon < 0 ? name : name[..colon]).TrimStart('/');
        return $"arn:aws:ssm:{at.Region}:{at.Account}:parameter/{plain}";
    }
}
