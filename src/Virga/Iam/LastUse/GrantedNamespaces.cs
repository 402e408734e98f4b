using Virga.Iam.Evaluation;
using Virga.Service;

namespace Virga.Iam.LastUse;

/// <summary>The services that policies grant something of, by the namespaces of their actions.</summary>
internal static class GrantedNamespaces
{
    private static readonly Dictionary<string, string> Names = new(StringComparer.Ordinal)
    {
        ["ec2"] = "Amazon EC2",
        ["ecr"] = "Amazon Elastic Container Registry",
        ["iam"] = "AWS Identity and Access Management",
        ["ssm"] = "AWS Systems Manager",
        ["sts"] = "AWS Security Token Service",
        ["s3"] = "Amazon S3",
        ["logs"] = "Amazon CloudWatch Logs",
        ["cloudwatch"] = "Amazon CloudWatch",
        ["lambda"] = "AWS Lambda",
        ["kms"] = "AWS Key Management Service",
    };

    /// <summary>The service's name where it is known, else its namespace.</summary>
    public static string NameOf(string service) => Names.GetValueOrDefault(service, service);

    /// <summary>
    /// In the order of their namespaces. A star grants all that Virga speaks: AWS would list all of its own.
    /// </summary>
    public static IEnumerable<string> Of(IEnumerable<PolicyDocument> policies) => policies
        .SelectMany(policy => policy.Statements)
        .Where(statement => statement is { Effect: PolicyEffect.Allow, Actions: not null })
        .SelectMany(statement => statement.Actions!.IsNegated
            ? All
            : statement.Actions.Items.SelectMany(action => OfAction(action.Text)))
        .Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal);

    private static IEnumerable<string> All => ServiceApi.All.Select(api => api.Name);

    private static IEnumerable<string> OfAction(string action)
    {
        var service = action.Split(':')[0].ToLowerInvariant();
        return service.Contains('*', StringComparison.Ordinal) || service.Contains('?', StringComparison.Ordinal)
            ? All.Where(name => Wildcard.IsMatch(service, name))
            : [service];
    }
}
