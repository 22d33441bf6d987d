Describe 'Connect-CEServiceNow' {
    BeforeAll {
        . "$PSScriptRoot/common.ps1"
        Start-TestInstance
    }
    AfterAll { Stop-TestInstance }

    It 'has the expected parameters' { Get-TestParameter 'Connect-CEServiceNow' | Should -Be @('ApiKey', 'AsDefault', 'BaseUri', 'Browser', 'ClientCertificate', 'ClientCredential', 'ClientId', 'Credential', 'ElementToken', 'FromEnvironment', 'Instance', 'JwtCertificate', 'JwtUser', 'MaxConcurrency', 'Name', 'NoBrowser', 'OrganizationSecret', 'Proxy', 'ProxyUseDefaultCredentials', 'RedirectPort', 'SecretName', 'Subdomain', 'TimeoutSeconds', 'UserSecret') }
    It 'signs in with user and password' { (Connect-CEServiceNow $Url $Credential).Kind | Should -Be 'Basic' }
    It 'makes the first session the default' { (Get-CESession -Default).Instance | Should -Be ([uri] $Url).Authority }
    It 'tries a wrong password once' {
        $wrong = [pscredential]::new('admin', (ConvertTo-SecureString 'wrong' -AsPlainText -Force))
        $before = (Invoke-RestMethod "${Url}__sim/state").refusedSignIns
        { Connect-CEServiceNow $Url $wrong -ErrorAction Stop } | Should -Throw -ErrorId 'NotAuthenticated,*'
        (Invoke-RestMethod "${Url}__sim/state").refusedSignIns | Should -Be ($before + 1)
    }
    It 'refuses <Address> with <Id>' -ForEach @(
        @{ Address = 'http://snow.example.org'; Id = 'InsecureAddress' }
        @{ Address = 'dev/evil'; Id = 'InvalidAddress' }
        @{ Address = 'user@evil.example'; Id = 'InvalidAddress' }
    ) { { Connect-CEServiceNow $Address $Credential -ErrorAction Stop } | Should -Throw -ErrorId "$Id,*" }
}
