using System.Text;
using Virga.Iam.Groups;
using Virga.Iam.InstanceProfiles;
using Virga.Iam.Roles;
using Virga.Iam.Users;
using Virga.Service;
using Virga.State;

namespace Virga.Iam.Authorization;

/// <summary>
/// The resources that a request asks for, as ARNs, found by the ids and names in it. Source of the forms: Service
/// Authorization Reference, "Resource types" of EC2, ECR, IAM, STS and SSM.
/// </summary>
internal static class ActionResources
{
    private static readonly string[] Everything = ["*"];

    public static IReadOnlyList<string> Of(WorldView at, string service, string operation, RequestFacts facts)
    {
        var found = service switch
        {
            "ec2" => Ec2(at, operation, facts),
            "iam" => Iam(at.At(at.Scope.Global), facts),
            "sts" => Sts(at, operation, facts),
            "ssm" => facts.FindAll("Name").Concat(facts.FindAll("ResourceId"))
                .Select(name => Arn(at, "ssm", "parameter/" + name.TrimStart('/'))),
            "ecr" => facts.FindAll("repositoryName").Select(name => Arn(at, "ecr", "repository/" + name)),
            _ => [],
        };
        var all = found.Distinct().ToList();
        return all.Count > 0 ? all : Everything;
    }

    /// <summary>Describe and Get answer lists, which have no resource.</summary>
    private static IEnumerable<string> Ec2(WorldView at, string operation, RequestFacts facts)
    {
        if (operation.StartsWith("Describe", StringComparison.Ordinal)) yield break;
        foreach (var (path, name, value) in facts.All)
            if (!path.StartsWith("Filter", StringComparison.Ordinal) && Ec2Resource(at, name, value) is { } arn)
                yield return arn;
        if (operation == "RunInstances")
            foreach (var type in (string[])["instance", "network-interface", "volume"])
                yield return Arn(at, "ec2", type + "/*");
        else if (operation.StartsWith("Create", StringComparison.Ordinal) && operation != "CreateTags")
            yield return Arn(at, "ec2", Kebab(operation["Create".Length..]) + "/*");
    }

    private static string? Ec2Resource(WorldView at, string name, string value)
    {
        if (name == "KeyName") return Arn(at, "ec2", "key-pair/" + value);
        var dash = value.LastIndexOf('-');
        if (dash <= 0 || value.Length - dash is < 9 or > 18
            || !value.AsSpan(dash + 1).ToString().All(char.IsAsciiHexDigit))
            return null;
        var type = value[..dash] == "ami" ? "image" : Registry.FindKind(value[..dash])?.ResourceType;
        return type switch
        {
            null => null,
            "image" or "snapshot" => $"arn:aws:ec2:{at.Region}::{type}/{value}",
            _ => Arn(at, "ec2", $"{type}/{value}"),
        };
    }

    private static IEnumerable<string> Iam(WorldView at, RequestFacts facts)
    {
        foreach (var (_, name, value) in facts.All)
        {
            var arn = name switch
            {
                "UserName" => IamArns.Of(at.Account, "user", at.Find<UserRow>(value)?.Path ?? "/", value),
                "RoleName" => IamArns.Of(at.Account, "role", at.Find<RoleRow>(value)?.Path ?? "/", value),
                "GroupName" => IamArns.Of(at.Account, "group", at.Find<GroupRow>(value)?.Path ?? "/", value),
                "InstanceProfileName" => IamArns.Of(
                    at.Account, "instance-profile", at.Find<InstanceProfileRow>(value)?.Path ?? "/", value),
                "PolicySourceArn" or "OpenIDConnectProviderArn" or "SAMLProviderArn" => value,
                _ => null,
            };
            if (arn is not null) yield return arn;
        }

        // The policy is the resource only where nobody is: AttachRolePolicy asks about the role.
        if (!facts.All.Any(one => one.Name is "UserName" or "RoleName" or "GroupName")
            && facts.Find("PolicyArn") is { } policy) yield return policy;
    }

    private static IEnumerable<string> Sts(WorldView at, string operation, RequestFacts facts) => operation switch
    {
        "GetFederationToken" => [$"arn:aws:sts::{at.Account}:federated-user/{facts.Find("Name")}"],
        _ => facts.FindAll("RoleArn"),
    };

    private static string Arn(WorldView at, string service, string resource) =>
        $"arn:aws:{service}:{at.Region}:{at.Account}:{resource}";

    /// <summary><c>SecurityGroup</c> is <c>security-group</c>.</summary>
    private static string Kebab(string name)
    {
        var text = new StringBuilder(name.Length + 4);
        foreach (var c in name)
        {
            if (char.IsAsciiLetterUpper(c) && text.Length > 0) text.Append('-');
            text.Append(char.ToLowerInvariant(c));
        }

        return text.ToString();
    }
}
