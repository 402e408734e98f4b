using Virga.Iam.Users;
using Virga.Service;
using Virga.State;
using Virga.Wire.Iam;

namespace Virga.Iam.ServiceSpecificCredentials;

/// <summary>Makes a name and password of a user for one service.</summary>
internal sealed class CreateServiceSpecificCredential : IMutation<CreateServiceSpecificCredentialRequest,
    CreateServiceSpecificCredentialResponse>
{
    public static CreateServiceSpecificCredentialResponse Run(CreateServiceSpecificCredentialRequest input,
        Change change)
    {
        var user = change.Get<UserRow>(input.UserName!);
        ServiceCredentials.CheckService(input.ServiceName);
        var same = change.Rows<ServiceCredentialRow>().By(ServiceCredentialRow.ByUser, user.Id)
            .Count(row => row.ServiceName == input.ServiceName);
        if (same >= MaxCredentials) throw IamErrors.Quota("ServiceSpecificCredentialsPerUserPerService",
            MaxCredentials);
        var password = ServiceCredentials.NewPassword(change);
        var ordinal = same == 0 ? "" : $"+{same}";
        var created = change.Put(new ServiceCredentialRow(IamIds.New(change, IamIds.ServiceCredential))
        {
            UserName = user.Id,
            ServiceName = input.ServiceName!,
            ServiceUserName = $"{user.Id}{ordinal}-at-{change.Account}",
            PasswordDigest = Passwords.Digest(password),
            CreateDate = change.Now,
        });
        return new() { ServiceSpecificCredential = ServiceCredentials.Show(created, password) };
    }

    /// <summary>Source: IAM User Guide, "IAM and STS quotas".</summary>
    private const int MaxCredentials = 2;
}
