using Virga.Iam.Users;
using Virga.Service;
using Virga.State;
using Virga.Wire.Iam;

namespace Virga.Iam.SshPublicKeys;

/// <summary>Keeps a public key of a user.</summary>
internal sealed class UploadSSHPublicKey : IMutation<UploadSSHPublicKeyRequest, UploadSSHPublicKeyResponse>
{
    public static UploadSSHPublicKeyResponse Run(UploadSSHPublicKeyRequest input, Change change)
    {
        var user = change.Get<UserRow>(UserView.NameOrCaller(input.UserName, change.Caller));
        if (change.Rows<SshPublicKeyRow>().CountBy(SshPublicKeyRow.ByUser, user.Id) >= MaxKeys)
            throw IamErrors.Quota("SSHPublicKeysPerUser", MaxKeys);
        var blob = SshPublicKeyText.Parse(input.SSHPublicKeyBody!);
        var row = change.Put(new SshPublicKeyRow(IamIds.New(change, IamIds.PublicKey))
        {
            UserName = user.Id,
            Body = SshPublicKeyText.Ssh(blob),
            Fingerprint = SshPublicKeyText.Fingerprint(blob),
            UploadDate = change.Now,
        });
        return new() { SSHPublicKey = Show(row, row.Body) };
    }

    /// <summary>Source: IAM User Guide, "IAM and STS quotas".</summary>
    private const int MaxKeys = 5;

    /// <summary>A key with its body in the encoding that was asked for.</summary>
    public static SSHPublicKey Show(SshPublicKeyRow row, string body) => new()
    {
        UserName = row.UserName,
        SSHPublicKeyId = row.Id,
        Fingerprint = row.Fingerprint,
        SSHPublicKeyBody = body,
        Status = row.Status,
        UploadDate = row.UploadDate,
    };
}
