using Virga.Service;
using Virga.State;
using Virga.Wire.Iam;

namespace Virga.Iam.Groups;

/// <summary>Lists the managed policies of a group.</summary>
internal sealed class ListAttachedGroupPolicies : IQuery<ListAttachedGroupPoliciesRequest,
    ListAttachedGroupPoliciesResponse>
{
    public static ListAttachedGroupPoliciesResponse Run(ListAttachedGroupPoliciesRequest input, WorldView at)
    {
        var row = at.Get<GroupRow>(input.GroupName!);
        var page = EntityPolicies.Attached(row, input.PathPrefix, input.MaxItems, input.Marker);
        return new() { AttachedPolicies = page.Items, IsTruncated = page.IsTruncated, Marker = page.Marker };
    }
}
