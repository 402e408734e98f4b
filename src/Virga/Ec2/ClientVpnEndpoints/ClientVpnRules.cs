using Virga.Ec2.SecurityGroups;
using Virga.Ec2.Vpcs;
using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.ClientVpnEndpoints;

/// <summary>
/// What AWS demands of an endpoint (Client VPN guide, "Rules and best practices"; codes: "Error codes for the Amazon
/// EC2 API"; texts unchecked).
/// </summary>
internal static class ClientVpnRules
{
    /// <summary>The endpoint that a request names, unless it is going.</summary>
    public static ClientVpnEndpointRow Live(WorldView at, string? id)
    {
        var row = at.Named<ClientVpnEndpointRow>(id);
        return row.IsDeleting
            ? throw Ec2Errors.IncorrectState($"The endpoint {row.Id} is being deleted.")
            : row;
    }

    /// <summary>Puts the row and lets what is on its way arrive.</summary>
    public static ClientVpnEndpointRow Begin(Change change, ClientVpnEndpointRow row)
    {
        change.Later<ClientVpnSettles>(ClientVpnSettles.Delay, row.Id);
        return change.Put(row);
    }

    /// <summary>A block for clients: /12 to /22 (API Reference).</summary>
    public static string ClientBlock(string? text) =>
        Cidr.TryParse(text, out var block) && block.Length is >= 12 and <= 22
            ? block.Canonical.ToString()
            : throw CommonErrors.InvalidParameterValue(
                $"Value ({text}) for parameter ClientCidrBlock is invalid. It must be a /12 to /22.");

    /// <summary>A block of either family, as AWS keeps it.</summary>
    public static string Block(string? text, string name)
    {
        if (Cidr.TryParse(text, out var block)) return block.Canonical.ToString();
        return Ipv6Cidr.TryParse(text, out var ipv6)
            ? ipv6.Canonical.ToString()
            : throw CommonErrors.InvalidParameterValue($"Value ({text}) for parameter {name} is invalid.");
    }

    public static int Port(int? asked) => asked is null or 443 or 1194
        ? asked ?? 443
        : throw CommonErrors.InvalidParameterValue(
            $"Value ({asked}) for parameter VpnPort is invalid. Specify 443 or 1194.");

    public static int SessionHours(int? asked) => asked is null or 8 or 10 or 12 or 24
        ? asked ?? 24
        : throw CommonErrors.InvalidParameterValue(
            $"Value ({asked}) for parameter SessionTimeoutHours is invalid. Specify 8, 10, 12 or 24.");

    public static string Certificate(string? arn) => arn is { } given
        && given.StartsWith("arn:", StringComparison.Ordinal) && given.Contains(":acm:", StringComparison.Ordinal)
        ? given
        : throw CommonErrors.InvalidParameterValue($"Value ({arn}) for parameter ServerCertificateArn is invalid.");

    /// <summary>One or two ways to prove who one is.</summary>
    public static IReadOnlyList<ClientVpnAuthenticationMethod> Methods(List<ClientVpnAuthenticationRequest>? asked)
    {
        if (asked is not { Count: > 0 and <= 2 })
            throw CommonErrors.InvalidParameterValue("An endpoint has one or two authentication options.");
        return [.. asked.Select(one => new ClientVpnAuthenticationMethod(
            one.Type ?? throw CommonErrors.MissingParameter("Authentication.Type"),
            Name(one) ?? throw CommonErrors.MissingParameter("Authentication." + one.Type),
            one.FederatedAuthentication?.SelfServiceSAMLProviderArn))];
    }

    /// <summary>
    /// Groups of the VPC that the endpoint is in; its default group where none is named. Their number is a limit.
    /// </summary>
    public static (string? VpcId, IReadOnlyList<string> GroupIds) Groups(
        WorldView at, string? vpcId, List<string>? groupIds)
    {
        if (vpcId is null)
            return groupIds is { Count: > 0 }
                ? throw CommonErrors.InvalidParameterCombination("Security groups need the parameter VpcId")
                : (null, []);
        var vpc = at.Named<VpcRow>(vpcId);
        return (vpc.Id, SecurityGroupLookup.ForInterface(at, vpc.Id, groupIds));
    }

    private static string? Name(ClientVpnAuthenticationRequest asked) => asked.Type switch
    {
        ClientVpnAuthenticationType.CertificateAuthentication =>
            asked.MutualAuthentication?.ClientRootCertificateChainArn,
        ClientVpnAuthenticationType.DirectoryServiceAuthentication => asked.ActiveDirectory?.DirectoryId,
        _ => asked.FederatedAuthentication?.SAMLProviderArn,
    };
}
