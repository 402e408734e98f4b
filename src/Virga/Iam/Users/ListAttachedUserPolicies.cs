using Virga.Service;
using Virga.State;
using Virga.Wire.Iam;

namespace Virga.Iam.Users;

/// <summary>Lists the managed policies of a user.</summary>
internal sealed class ListAttachedUserPolicies : IQuery<ListAttachedUserPoliciesRequest,
    ListAttachedUserPoliciesResponse>
{
    public static ListAttachedUserPoliciesResponse Run(ListAttachedUserPoliciesRequest input, WorldView at)
    {
        var row = at.Get<UserRow>(input.UserName!);
        var page = EntityPolicies.Attached(row, input.PathPrefix, input.MaxItems, input.Marker);
        return new() { AttachedPolicies = page.Items, IsTruncated = page.IsTruncated, Marker = page.Marker };
    }
}
