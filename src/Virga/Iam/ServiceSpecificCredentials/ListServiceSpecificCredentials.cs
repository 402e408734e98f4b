using Virga.Iam.Users;
using Virga.Service;
using Virga.State;
using Virga.Wire.Iam;

namespace Virga.Iam.ServiceSpecificCredentials;

/// <summary>Lists the service-specific credentials of a user, without passwords.</summary>
internal sealed class ListServiceSpecificCredentials : IQuery<ListServiceSpecificCredentialsRequest,
    ListServiceSpecificCredentialsResponse>
{
    public static ListServiceSpecificCredentialsResponse Run(ListServiceSpecificCredentialsRequest input, WorldView at)
    {
        var user = at.Get<UserRow>(UserView.NameOrCaller(input.UserName, at.Caller));
        if (input.ServiceName is not null) ServiceCredentials.CheckService(input.ServiceName);
        var rows = at.Rows<ServiceCredentialRow>().By(ServiceCredentialRow.ByUser, user.Id)
            .Where(row => input.ServiceName is null || row.ServiceName == input.ServiceName);
        return new()
        {
            ServiceSpecificCredentials = [.. rows.Select(row => new ServiceSpecificCredentialMetadata
            {
                UserName = row.UserName,
                Status = row.Status,
                ServiceUserName = row.ServiceUserName,
                CreateDate = row.CreateDate,
                ServiceSpecificCredentialId = row.Id,
                ServiceName = row.ServiceName,
            })],
        };
    }
}
