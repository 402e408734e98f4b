using Virga.Service;
using Virga.State;
using Virga.Wire.Iam;

namespace Virga.Iam.Groups;

/// <summary>Lists the inline policies of a group.</summary>
internal sealed class ListGroupPolicies : IQuery<ListGroupPoliciesRequest, ListGroupPoliciesResponse>
{
    public static ListGroupPoliciesResponse Run(ListGroupPoliciesRequest input, WorldView at)
    {
        var page = EntityPolicies.Names(at.Get<GroupRow>(input.GroupName!), input.MaxItems, input.Marker);
        return new() { PolicyNames = page.Items, IsTruncated = page.IsTruncated, Marker = page.Marker };
    }
}
