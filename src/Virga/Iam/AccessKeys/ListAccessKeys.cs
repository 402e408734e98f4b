using Virga.Service;
using Virga.State;
using Virga.Wire.Iam;

namespace Virga.Iam.AccessKeys;

/// <summary>Lists the access keys of a user.</summary>
internal sealed class ListAccessKeys : IQuery<ListAccessKeysRequest, ListAccessKeysResponse>
{
    public static ListAccessKeysResponse Run(ListAccessKeysRequest input, WorldView at)
    {
        var user = AccessKeyOwner.Find(at, input.UserName);
        var page = IamPage.Of(
            at.Rows<AccessKeyRow>().By(AccessKeyRow.ByUser, user), row => row.Id, input.MaxItems, input.Marker);
        return new()
        {
            AccessKeyMetadata = [.. page.Items.Select(row => new AccessKeyMetadata
            {
                UserName = user.Length > 0 ? user : null,
                AccessKeyId = row.Id,
                Status = row.Status,
                CreateDate = row.CreateDate,
            })],
            IsTruncated = page.IsTruncated,
            Marker = page.Marker,
        };
    }
}
