using Virga.Iam.Users;
using Virga.Service;
using Virga.State;
using Virga.Wire.Iam;

namespace Virga.Iam.SshPublicKeys;

/// <summary>Lists the public keys of a user.</summary>
internal sealed class ListSSHPublicKeys : IQuery<ListSSHPublicKeysRequest, ListSSHPublicKeysResponse>
{
    public static ListSSHPublicKeysResponse Run(ListSSHPublicKeysRequest input, WorldView at)
    {
        var user = at.Get<UserRow>(UserView.NameOrCaller(input.UserName, at.Caller));
        var page = IamPage.Of(
            at.Rows<SshPublicKeyRow>().By(SshPublicKeyRow.ByUser, user.Id), row => row.Id, input.MaxItems,
                input.Marker);
        return new()
        {
            SSHPublicKeys = [.. page.Items.Select(row => new SSHPublicKeyMetadata
            {
                UserName = row.UserName,
                SSHPublicKeyId = row.Id,
                Status = row.Status,
                UploadDate = row.UploadDate,
            })],
            IsTruncated = page.IsTruncated,
            Marker = page.Marker,
        };
    }
}
