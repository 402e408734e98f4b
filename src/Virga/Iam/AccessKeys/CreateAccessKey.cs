using Virga.Service;
using Virga.State;
using Virga.Wire.Iam;

namespace Virga.Iam.AccessKeys;

/// <summary>Creates an access key of a user, or of the account itself when it asks without a name.</summary>
internal sealed class CreateAccessKey : IMutation<CreateAccessKeyRequest, CreateAccessKeyResponse>
{
    public static CreateAccessKeyResponse Run(CreateAccessKeyRequest input, Change change)
    {
        var user = AccessKeyOwner.Find(change, input.UserName);
        if (change.Rows<AccessKeyRow>().CountBy(AccessKeyRow.ByUser, user) >= MaxKeys)
            throw IamErrors.Quota("AccessKeysPerUser", MaxKeys);
        var row = change.Put(new AccessKeyRow(AccessKeyId.New(change, AccessKeyId.LongTerm, change.Account))
        {
            UserName = user,
            Secret = Secrets.NewSecret(change),
            CreateDate = change.Now,
        });
        return new()
        {
            AccessKey = new()
            {
                UserName = user.Length > 0 ? user : null,
                AccessKeyId = row.Id,
                Status = row.Status,
                SecretAccessKey = row.Secret,
                CreateDate = row.CreateDate,
            },
        };
    }

    /// <summary>Source: IAM User Guide, "IAM and STS quotas".</summary>
    private const int MaxKeys = 2;
}
