using Virga.Iam.Groups;
using Virga.Iam.InstanceProfiles;
using Virga.Iam.Roles;
using Virga.Iam.Users;
using Virga.State;

namespace Virga.Iam.Authorization;

/// <summary>The resources of IAM's operations, by the names in the request.</summary>
internal static class IamResources
{
    /// <summary>Operations about a user, who is the caller when the request names nobody.</summary>
    private static readonly string[] OfCaller =
    [
        "GetUser", "ChangePassword", "CreateAccessKey", "DeleteAccessKey", "ListAccessKeys", "UpdateAccessKey",
        "CreateLoginProfile", "GetLoginProfile", "UpdateLoginProfile", "DeleteLoginProfile", "ListMFADevices",
        "DeactivateMFADevice", "ListSSHPublicKeys", "UploadSSHPublicKey", "ListSigningCertificates",
        "UploadSigningCertificate", "UpdateSigningCertificate", "DeleteSigningCertificate",
        "ListServiceSpecificCredentials", "GetAccessKeyLastUsed",
    ];

    /// <param name="at">The account's global view.</param>
    /// <param name="operation">The operation's name.</param>
    /// <param name="facts">What the request says.</param>
    public static IEnumerable<string> Of(WorldView at, string operation, RequestFacts facts)
    {
        var found = facts.All.Select(one => Named(at, operation, one.Name, one.Value)).OfType<string>().ToList();

        // The policy is the resource only where nobody is: AttachRolePolicy asks about the role.
        if (!facts.All.Any(one => one.Name is "UserName" or "RoleName" or "GroupName")
            && facts.Find("PolicyArn") is { } policy) found.Add(policy);
        if (found.Count == 0 && OfCaller.Contains(operation) && UserView.NameOf(at.Caller) is not null)
            found.Add(at.Caller.Arn);
        return found;
    }

    private static string? Named(WorldView at, string operation, string name, string value) => name switch
    {
        "UserName" => IamArns.Of(at.Account, "user", at.Find<UserRow>(value)?.Path ?? "/", value),
        "RoleName" => IamArns.Of(at.Account, "role", at.Find<RoleRow>(value)?.Path ?? "/", value),
        "GroupName" => IamArns.Of(at.Account, "group", at.Find<GroupRow>(value)?.Path ?? "/", value),
        "InstanceProfileName" => IamArns.Of(
            at.Account, "instance-profile", at.Find<InstanceProfileRow>(value)?.Path ?? "/", value),
        "ServerCertificateName" => IamArns.Of(at.Account, "server-certificate", "/", value),
        "VirtualMFADeviceName" => IamArns.Of(at.Account, "mfa", "/", value),
        "PolicyName" when operation == "CreatePolicy" => IamArns.Of(at.Account, "policy", "/", value),
        "Name" when operation == "CreateSAMLProvider" => IamArns.Of(at.Account, "saml-provider", "/", value),
        "SerialNumber" or "PolicySourceArn" or "OpenIDConnectProviderArn" or "SAMLProviderArn" => value,
        _ => null,
    };
}
