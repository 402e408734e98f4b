using Virga.Service;
using Virga.State;
using Virga.Wire.Iam;

namespace Virga.Iam.Users;

/// <summary>Lists the inline policies of a user.</summary>
internal sealed class ListUserPolicies : IQuery<ListUserPoliciesRequest, ListUserPoliciesResponse>
{
    public static ListUserPoliciesResponse Run(ListUserPoliciesRequest input, WorldView at)
    {
        var page = EntityPolicies.Names(at.Get<UserRow>(input.UserName!), input.MaxItems, input.Marker);
        return new() { PolicyNames = page.Items, IsTruncated = page.IsTruncated, Marker = page.Marker };
    }
}
