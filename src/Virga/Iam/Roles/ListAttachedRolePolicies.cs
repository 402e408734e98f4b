using Virga.Service;
using Virga.State;
using Virga.Wire.Iam;

namespace Virga.Iam.Roles;

/// <summary>Lists the managed policies of a role.</summary>
internal sealed class ListAttachedRolePolicies : IQuery<ListAttachedRolePoliciesRequest,
    ListAttachedRolePoliciesResponse>
{
    public static ListAttachedRolePoliciesResponse Run(ListAttachedRolePoliciesRequest input, WorldView at)
    {
        var row = at.Get<RoleRow>(input.RoleName!);
        var page = EntityPolicies.Attached(row, input.PathPrefix, input.MaxItems, input.Marker);
        return new() { AttachedPolicies = page.Items, IsTruncated = page.IsTruncated, Marker = page.Marker };
    }
}
