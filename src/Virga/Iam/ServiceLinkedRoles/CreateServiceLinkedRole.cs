using Virga.Iam.Roles;
using Virga.Service;
using Virga.State;
using Virga.Wire.Iam;

namespace Virga.Iam.ServiceLinkedRoles;

/// <summary>Creates the role of a service.</summary>
internal sealed class CreateServiceLinkedRole : IMutation<CreateServiceLinkedRoleRequest,
    CreateServiceLinkedRoleResponse>
{
    public static CreateServiceLinkedRoleResponse Run(CreateServiceLinkedRoleRequest input, Change change)
    {
        var service = input.AWSServiceName!;
        if (ServiceLinkedRoleNames.Find(service) is not { } found)
            throw IamErrors.InvalidInput($"Virga knows no service-linked role of {service}.");
        if (input.CustomSuffix is not null && !ServiceLinkedRoleNames.TakesSuffix(service))
            throw IamErrors.InvalidInput($"Custom suffix is not allowed for {service}");
        var name = input.CustomSuffix is { } suffix ? $"{found.Role}_{suffix}" : found.Role;
        if (change.Rows<RoleRow>().Any(RoleRow.ByLowerName, name.ToLowerInvariant()))
            throw IamErrors.InvalidInput(
                $"Service role name {name} has been taken in this account, please try a different suffix.");
        var row = change.Put(new RoleRow(name)
        {
            Path = $"{RoleRow.ServiceLinkedPath}{service}/",
            UniqueId = IamIds.New(change, IamIds.Role),
            CreateDate = change.Now,
            TrustPolicy = TrustOf(service),
            Description = input.Description,
            AttachedPolicies = [found.PolicyArn],
        });
        return new() { Role = RoleView.Created(row, change.Account) };
    }

    private static string TrustOf(string service) =>
        "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":{\"Service\":\"" + service
        + "\"},\"Action\":\"sts:AssumeRole\"}]}";
}
