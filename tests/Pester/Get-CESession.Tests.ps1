Describe 'Get-CESession' {
    BeforeAll {
        . "$PSScriptRoot/common.ps1"
        Start-TestInstance
    }
    AfterAll { Stop-TestInstance }

    It 'has the expected parameters' { Get-TestParameter 'Get-CESession' | Should -Be @('Default', 'Name') }
    It 'lists by name and wildcard' {
        $null = Connect-CEServiceNow $Url $Credential -Name one
        $null = Connect-CEServiceNow $Url $Credential -Name two
        (Get-CESession o*).Name | Should -Be 'one'
        (Get-CESession).Count | Should -Be 2
        { Get-CESession nosuch -ErrorAction Stop } | Should -Throw -ErrorId 'SessionNotFound,*'
    }
}
