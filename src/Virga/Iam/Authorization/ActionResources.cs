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
            "ec2" => Ec2Resources.Of(at, operation, facts),
            "iam" => IamResources.Of(at.At(at.Scope.Global), operation, facts),
            "sts" => Sts(at, operation, facts),
            "ssm" => SsmResources.Of(at, operation, facts),
            "ecr" => Ecr(at, facts),
            _ => [],
        };
        var all = found.Distinct().ToList();
        return all.Count > 0 ? all : Everything;
    }

    /// <summary>Repositories of the registry that the request names, which may be another account's.</summary>
    private static IEnumerable<string> Ecr(WorldView at, RequestFacts facts)
    {
        var registry = facts.Find("registryId") is { Length: 12 } account ? account : at.Account;
        return facts.FindAll("repositoryName")
            .Select(name => $"arn:aws:ecr:{at.Region}:{registry}:repository/{name}")
            .Concat(facts.FindAll("resourceArn"));
    }

    private static IEnumerable<string> Sts(WorldView at, string operation, RequestFacts facts) => operation switch
    {
        "GetFederationToken" => [$"arn:aws:sts::{at.Account}:federated-user/{facts.Find("Name")}"],
        "AssumeRoot" => facts.FindAll("TargetPrincipal").Select(target =>
            target.StartsWith("arn:", StringComparison.Ordinal) ? target : IamArns.Root(target)),
        _ => facts.FindAll("RoleArn"),
    };
}
