using Virga.Service;
using Virga.State;
using Virga.Wire.Iam;

namespace Virga.Iam.Roles;

/// <summary>Creates a role.</summary>
internal sealed class CreateRole : IMutation<CreateRoleRequest, CreateRoleResponse>
{
    public static CreateRoleResponse Run(CreateRoleRequest input, Change change)
    {
        if (change.Rows<RoleRow>().Any(RoleRow.ByLowerName, input.RoleName!.ToLowerInvariant()))
            throw IamErrors.AlreadyExists($"Role with name {input.RoleName} already exists.");
        if (input.PermissionsBoundary is { } boundary) EntityPolicies.CheckBoundary(change, boundary);
        var row = change.Put(new RoleRow(input.RoleName)
        {
            Path = EntityPolicies.Path(input.Path),
            UniqueId = IamIds.New(change, IamIds.Role),
            CreateDate = change.Now,
            TrustPolicy = TrustPolicies.Check(change, input.AssumeRolePolicyDocument),
            Description = input.Description,
            MaxSessionDurationSeconds = input.MaxSessionDuration ?? 3600,
            PermissionsBoundary = input.PermissionsBoundary,
            Tags = IamTagging.New(input.Tags),
        });
        return new() { Role = RoleView.Created(row, change.Account) };
    }
}
