using Virga.Service;
using Virga.State;
using Virga.Wire.Iam;

namespace Virga.Iam.Groups;

/// <summary>Lists groups by path prefix.</summary>
internal sealed class ListGroups : IQuery<ListGroupsRequest, ListGroupsResponse>
{
    public static ListGroupsResponse Run(ListGroupsRequest input, WorldView at)
    {
        var groups = at.Rows<GroupRow>().Where(row => row.Path.StartsWith(input.PathPrefix
            ?? "/", StringComparison.Ordinal));
        var page = IamPage.Of(groups, row => row.Id, input.MaxItems, input.Marker);
        return new()
        {
            Groups = [.. page.Items.Select(row => GroupView.Of(row, at.Account))],
            IsTruncated = page.IsTruncated,
            Marker = page.Marker,
        };
    }
}
